"""What is wrong with a request, in the words of whoever fills it in."""

from typing import Final

from desktop.domain.retrieval_rules import LARGEST_SCAN, Problem, ProblemCode
from ui.i18n import mark, translate

_GENERAL: Final = {
    ProblemCode.MISSING: mark("problems", "请填写"),
    ProblemCode.TOO_SHORT: mark("problems", "请写具体些，至少 {limit} 个字"),
    ProblemCode.TOO_FEW: mark("problems", "须有 {limit} 人"),
    ProblemCode.TOO_MANY: mark("problems", "最多 {limit} 个"),
    ProblemCode.DUPLICATE: mark("problems", "重复了"),
    ProblemCode.BAD_NUMBER: mark("problems", "号码不对，请核对"),
    ProblemCode.VIEW_ONLY: mark("problems", "村民只能查阅，不能复制或截图（条例第 21 条）"),
    ProblemCode.NOT_READ: mark("problems", "请向申请人宣读保密告知，然后勾选"),
    ProblemCode.CONSENT_MISSING: mark("problems", "家庭摄像机：请登记户主的同意"),
    ProblemCode.NOT_ASKED_FOR: mark("problems", "这个摄像机不在申请里"),
    ProblemCode.IN_FUTURE: mark("problems", "这个时间还没有到"),
    ProblemCode.IN_PAST: mark("problems", "这个日期已经过去"),
    ProblemCode.EMPTY_RANGE: mark("problems", "结束时间要晚于开始时间"),
    ProblemCode.TOO_LONG: mark("problems", "最多 {limit} 天"),
    ProblemCode.LONG_UNEXPLAINED: mark("problems", "一路超过 {limit} 小时：请缩短，或在备注里说明必要性"),
    ProblemCode.BAD_FILE: mark("problems", "打不开：要 PDF、JPEG 或 PNG 文件"),
    ProblemCode.TOO_LARGE: mark("problems", "每个文件不超过 {limit} MB"),
}
_SPECIAL: Final = {
    ("persons", ProblemCode.TOO_FEW): mark("problems", "这类申请须有 {limit} 人到场并出示证件"),
    ("persons", ProblemCode.DUPLICATE): mark("problems", "同一个人填了两次"),
    ("legal_document.scans", ProblemCode.MISSING): mark("problems", "请附上法律文书的扫描件或照片"),
    ("footage", ProblemCode.MISSING): mark("problems", "请加入要调取的摄像机和时段"),
    ("footage", ProblemCode.TOO_MANY): mark("problems", "一次最多 {limit} 路摄像机"),
    ("footage", ProblemCode.DUPLICATE): mark("problems", "同一摄像机的时段重叠"),
    ("legal_document", ProblemCode.MISSING): mark("problems", "请填写法律文书的名称和文号"),
}
_PERSON: Final = {
    "name": mark("problems", "第 {n} 人：姓名未填"),
    "document_number": mark("problems", "第 {n} 人：证件号码未填或不对"),
    "phone": mark("problems", "第 {n} 人：电话未填或不对"),
    "": mark("problems", "第 {n} 人与前面的是同一人"),
}


def problem_text(problem: Problem) -> str:
    """Return the sentence that stands under a field."""
    if problem.field.startswith("persons."):
        _, number, *rest = problem.field.split(".")
        return translate("problems", _PERSON[rest[0] if rest else ""]).format(n=int(number) + 1)
    named = ".".join(part for part in problem.field.split(".") if not part.isdigit())
    plain_name = "footage" if named.startswith("footage") else named
    limit = problem.limit // 1_000_000 if problem.limit == LARGEST_SCAN else problem.limit
    source = _SPECIAL.get((plain_name, problem.code)) or _GENERAL[problem.code]
    return translate("problems", source).format(limit=limit)
