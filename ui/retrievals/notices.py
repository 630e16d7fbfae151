"""What a requester has to be told before anything is shown or handed out."""

from ui.i18n import translate


def secrecy_notice() -> str:
    """Return the secrecy notice, to be read aloud (Order 799 Art. 16, 20, 22, 23, 33)."""
    return translate(
        "retrieval",
        "录像只用于登记的用途；不得超出批准的摄像机和时段；不得泄露、转发或公开传播；"
        "发布时须遮挡人脸、车牌等个人信息；用完按期限删除。",
    )
