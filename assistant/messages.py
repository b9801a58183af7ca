"""Every sentence of our own that a person sees, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reply import Contact, Reason, ReplyLanguage
from corpus.instruments import Grade, Standing
from corpus.statement import Facet, Language, Status

Texts = Mapping[Language, str]


def language_of(language: ReplyLanguage) -> Language:
    """The language of our sentences; Traditional is converted at the very end."""
    return Language.EN if language == "en" else Language.ZH


@dataclass(frozen=True, slots=True)
class _Text:
    en: str
    zh: str

    def __call__(self, language: Language) -> str:
        return self.en if language is Language.EN else self.zh


STATUS_NAMES: Mapping[Status, _Text] = {
    Status.FOREIGNER: _Text("Foreign national", "外国人"),
    Status.HMT: _Text("Hong Kong, Macao or Taiwan resident", "港澳台居民"),
    Status.CITIZEN: _Text("Mainland citizen", "内地（大陆）居民"),
    Status.OVERSEAS_CHINESE: _Text("Chinese citizen settled abroad", "华侨"),
}
FACET_NAMES: Mapping[Facet, _Text] = {
    Facet.WHO: _Text("Who", "谁来办"),
    Facet.DEADLINE: _Text("By when", "期限"),
    Facet.STEPS: _Text("Steps", "怎么办"),
    Facet.DOCUMENTS: _Text("Papers", "材料"),
    Facet.WHERE: _Text("Where", "在哪里办"),
    Facet.FEE: _Text("Cost", "费用"),
    Facet.PROCESSING_TIME: _Text("How long it takes", "办理时限"),
    Facet.VALIDITY: _Text("How long it holds", "有效期"),
    Facet.RIGHTS: _Text("What it gives", "权利和服务"),
    Facet.CONDITIONS: _Text("Conditions", "条件"),
    Facet.PENALTY: _Text("If it was not done", "没有办理的后果"),
    Facet.DEFINITION: _Text("What it is", "是什么"),
    Facet.EXCEPTIONS: _Text("Exceptions", "例外"),
    Facet.BACKGROUND: _Text("Background", "背景"),
}
GRADE_NAMES: Mapping[Grade, _Text] = {
    Grade.LAW: _Text("law", "法律"),
    Grade.ADMINISTRATIVE_REGULATION: _Text("administrative regulation", "行政法规"),
    Grade.MINISTRY_RULE: _Text("ministry rule", "部门规章"),
    Grade.POLICY_DOCUMENT: _Text("policy document", "政策文件"),
    Grade.LOCAL_REGULATION: _Text("local regulation", "地方性法规"),
    Grade.LOCAL_RULE: _Text("local rule", "地方规定"),
    Grade.OFFICIAL_GUIDE: _Text("official guide", "办事指南"),
    Grade.PAGE: _Text("page, not a law", "网页，不是法规"),
}
STANDING_NAMES: Mapping[Standing, _Text] = {
    Standing.IN_FORCE: _Text("in force", "现行有效"),
    Standing.SUPERSEDED: _Text("replaced since", "已被取代"),
    Standing.REPEALED: _Text("repealed", "已废止"),
    Standing.UNCHECKED: _Text("later changes not checked", "此后是否修改未核对"),
}

WHICH_ARE_YOU = _Text("Which of these are you?", "请问您属于哪一种？")
THREE_DOCUMENTS = _Text(
    '"Residence permit" names three different documents. Which of these are you?',
    "“居住证、居留许可”是三种不同的证件。请问您属于哪一种？",
)
FOR_EACH = _Text(
    "The rule depends on who it is about; here it is for each.",
    "规定因人而异，下面分别列出。",
)
ASSUMED_STATUS = _Text(
    "Answered for: {status}, because of the document that the question names.",
    "因问题提到的证件，按{status}回答。",
)
NATIONAL_RULE_ONLY = _Text(
    "Nothing that {place} itself says on this is held. What is held for the whole country:",
    "没有收录{place}自己对此的规定。就全国收录的是：",
)
NEWER = _Text(
    "Newer texts that were not read here may change this: {names}.",
    "另有更新的文件可能改变上述内容，这里没有读到全文：{names}。",
)
CALENDAR = _Text("Put the date into a calendar", "把日期加入日历")
NEAREST = _Text("The nearest thing found:", "找到的最接近的内容：")
ASK = _Text("Ask {name}: {phone}.", "请咨询{name}：{phone}。")
NOT_ADVICE = _Text(
    "This is information, not legal advice, and not an office of the state.",
    "本页只提供信息，不是法律意见，也不是政府机关。",
)
REFUSALS: Mapping[Reason, _Text] = {
    Reason.NOT_IN_CORPUS: _Text(
        "The sources held here do not answer this.", "这里收录的资料没有回答这个问题。"
    ),
    Reason.OUT_OF_SCOPE: _Text(
        "This assistant answers only about hukou, residence permits and foreigners' entry, stay "
        "and work in China.",
        "本助手只回答户口、居住证、居留许可以及外国人出入境、居留、工作方面的问题。",
    ),
    Reason.NO_RULE_FOR_PLACE: _Text(
        "No rule of {place} on this is held.", "没有收录{place}对此的规定。"
    ),
    Reason.NOT_IN_FORCE: _Text(
        "No rule on this was in force on {day}.", "{day}没有对此生效的规定。"
    ),
    Reason.UNSUPPORTED: _Text(
        "Nothing found could be shown with its source.", "找到的内容没有一条能附上出处。"
    ),
    Reason.UNSAFE: _Text(
        "I can't help with false papers or with getting round the rules.",
        "伪造材料或者规避规定的事，不能提供帮助。",
    ),
}
HOTLINE: Mapping[Language, Contact] = {
    Language.EN: Contact(
        "the National Immigration Administration hotline (Chinese and English)", "12367"
    ),
    Language.ZH: Contact("国家移民管理局服务热线（中英文）", "12367"),
}


def locator_name(within: str | None, numbering: str, language: Language) -> str:
    """How a person reads a locator: "Art. 39(2)", "point (10)", 第39条第2款, 第10点."""
    if within is None:
        return ""
    article, _, rest = within.partition("(")
    if language is Language.EN:
        lead = {"points": f"point ({article})", "parts": f"part {article}"}.get(
            numbering, f"Art. {article}"
        )
        return lead + (f"({rest}" if rest else "")
    numbers = [part.rstrip(")") for part in rest.split("(")] if rest else []
    number, _, insert = article.partition("-")
    lead = {"points": f"第{number}点", "parts": f"第{number}部分"}.get(numbering, f"第{number}条")
    if insert:
        lead += f"之{'一二三四五六七八九'[int(insert) - 1]}"
    units = ("第{}点",) if numbering == "parts" else ("第{}款", "第{}项")
    return lead + "".join(unit.format(n) for unit, n in zip(units, numbers, strict=False))
