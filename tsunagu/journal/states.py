"""What can be wrong with the journal."""

from tsunagu.base.labels import LabelledEnum


class Fault(LabelledEnum):
    LINE_CHANGED = "line-changed", "記録の内容が変わっています"
    DIGEST_CHANGED = "digest-changed", "記録の要約値が変わっています"
    ENTRY_MISSING = "entry-missing", "記録がなくなっています"
    LINK_BROKEN = "link-broken", "連鎖がつながっていません"
    ERASED_SILENTLY = "erased-silently", "消去の記録がないまま消されています"
    TAIL_CUT = "tail-cut", "最後の部分が切り取られています"
    HEAD_DIFFERS = "head-differs", "外に控えた値と合いません"
