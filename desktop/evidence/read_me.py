"""如何核验.txt: one page for whoever gets a package and has nothing of ours."""

from desktop.domain.evidence import KeyCard
from desktop.evidence import names, words
from desktop.evidence.signature import shown

_TEXT = """如何核验本证据包

本文件夹自导出起不得增加、删除、改名或改动任何文件（包括系统自动产生的缩略图文件）。

一、使用随包脚本（需要 Python 3.6 以上，无需安装其他软件，无需联网）
    在本文件夹内运行：    python {script}
    核对签名者时运行：    python {script} --fingerprint 登记表上打印的指纹
    脚本自身也可能被替换。慎重起见，请使用另行取得的脚本或下面的通用命令。

二、使用系统通用命令
    核对全部文件（Linux）：
        sha256sum -c {sha256}
        cksum -a sm3 -c {sm3}            （coreutils 9 以上）
    核对单个文件（Windows）：
        certutil -hashfile 文件名 SHA256     结果应与 {sha256} 中该文件一行相同
    核对签名（OpenSSL 3 以上）：
        {command}
        显示 Signature Verified Successfully 即签名有效。

三、核对签名者
    公钥指纹（SHA-256）：
        {fingerprint}
    计算方法：
        openssl pkey -pubin -in {key} -outform DER | openssl dgst -sha256
    必须与提供单位的调取登记表上打印的指纹一致。指纹不一致，说明证据包由他人重新签名。{memory}

四、各文件说明
    {manifest}    随片清单（签名的对象，列明每个文件的大小与校验值）
    {document}    随片清单（供阅读、打印），可能另附 {printed}
    {signature}     对 {manifest} 的签名
    {key}    公钥
    {sha256}、{sm3}    全部文件的校验值

{statement}
"""


def read_me(card: KeyCard) -> bytes:
    """Return the page as Windows' own editor shows it: with a byte-order mark and its line ends."""
    text = _TEXT.format(
        script=names.SCRIPT,
        sha256=names.SHA256_SUMS,
        sm3=names.SM3_SUMS,
        command=words.COMMANDS[card.algorithm],
        fingerprint=shown(card.fingerprint),
        key=names.PUBLIC_KEY,
        manifest=names.MANIFEST,
        document=names.DOCUMENT,
        printed=names.PRINTED,
        signature=names.SIGNATURE,
        statement=words.STATEMENT,
        memory="" if card.kept else f"\n    {words.MEMORY_KEY}",
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")
