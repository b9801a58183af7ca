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
class Text:
    """The same in both languages."""

    en: str
    zh: str

    def __call__(self, language: Language) -> str:
        """In one of them."""
        return self.en if language is Language.EN else self.zh


STATUS_NAMES: Mapping[Status, Text] = {
    Status.FOREIGNER: Text("Foreign national", "外国人"),
    Status.HMT: Text("Hong Kong, Macao or Taiwan resident", "港澳台居民"),
    Status.CITIZEN: Text("Mainland citizen", "内地（大陆）居民"),
    Status.OVERSEAS_CHINESE: Text("Chinese citizen settled abroad", "华侨"),
}
FACET_NAMES: Mapping[Facet, Text] = {
    Facet.WHO: Text("Who", "谁来办"),
    Facet.DEADLINE: Text("By when", "期限"),
    Facet.STEPS: Text("Steps", "怎么办"),
    Facet.DOCUMENTS: Text("Papers", "材料"),
    Facet.WHERE: Text("Where", "在哪里办"),
    Facet.FEE: Text("Cost", "费用"),
    Facet.PROCESSING_TIME: Text("How long it takes", "办理时限"),
    Facet.VALIDITY: Text("How long it holds", "有效期"),
    Facet.RIGHTS: Text("What it gives", "权利和服务"),
    Facet.CONDITIONS: Text("Conditions", "条件"),
    Facet.PENALTY: Text("If it was not done", "没有办理的后果"),
    Facet.DEFINITION: Text("What it is", "是什么"),
    Facet.EXCEPTIONS: Text("Exceptions", "例外"),
    Facet.BACKGROUND: Text("Background", "背景"),
}
GRADE_NAMES: Mapping[Grade, Text] = {
    Grade.LAW: Text("law", "法律"),
    Grade.ADMINISTRATIVE_REGULATION: Text("administrative regulation", "行政法规"),
    Grade.MINISTRY_RULE: Text("ministry rule", "部门规章"),
    Grade.POLICY_DOCUMENT: Text("policy document", "政策文件"),
    Grade.LOCAL_REGULATION: Text("local regulation", "地方性法规"),
    Grade.LOCAL_RULE: Text("local rule", "地方规定"),
    Grade.OFFICIAL_GUIDE: Text("official guide", "办事指南"),
    Grade.PAGE: Text("page, not a law", "网页，不是法规"),
}
STANDING_NAMES: Mapping[Standing, Text] = {
    Standing.IN_FORCE: Text("in force", "现行有效"),
    Standing.SUPERSEDED: Text("replaced since", "已被取代"),
    Standing.REPEALED: Text("repealed", "已废止"),
    Standing.UNCHECKED: Text("later changes not checked", "此后是否修改未核对"),
}

MAY = Text("Yes.", "可以。")
MAY_NOT = Text("No.", "不可以。")
MUST = Text("Yes.", "要。")
NEED_NOT = Text("No.", "不用。")
DEPENDS = Text("It depends; the rule says on what:", "要看情况，规定如下：")
WHICH_ARE_YOU = Text("Which of these are you?", "请问您属于哪一种？")
THREE_DOCUMENTS = Text(
    '"Residence permit" names three different documents. Which of these are you?',
    "“居住证、居留许可”是三种不同的证件。请问您属于哪一种？",
)
FOR_EACH = Text(
    "The rule depends on who it is about; here it is for each.",
    "规定因人而异，下面分别列出。",
)
WHICH_PLACE = Text(
    "That name stands for several places. Which one do you mean?",
    "这个地名指好几个地方。请问是哪一个？",
)
GOES_WITH_IT = Text("What goes with it:", "相关规定：")
SIDE_BY_SIDE = Text("Side by side:", "分别来看：")
NOT_FOUND = Text("Not found in the sources held here: {what}.", "这里收录的资料没有找到：{what}。")
QUOTED = Text("“{words}”", "“{words}”")
NO_MORE = Text("Nothing more is held on this.", "没有收录更多内容。")
ASSUMED_STATUS = Text(
    "Answered for: {status}, going by the words of the question. If that is wrong, say who you are.",
    "按问题的用词，以{status}的身份回答；如果不是，请告诉我您的身份。",
)
STATUS_OF_RULE = Text(
    "Answered for: {status}, whose rule comes nearest to the question. If that is wrong, say who you are.",
    "以{status}的身份回答，因为与问题最接近的是他们的规定；如果不是，请告诉我您的身份。",
)
PERHAPS_HELD = Text(
    "It is not certain that a rule held here answers this.",
    "不能确定这里收录的规定是否回答了这个问题。",
)
ASSUMED_DAY = Text(
    "Answered by the rules of {day}, the time that the question names.",
    "按问题所说的时间（{day}）的规定回答。",
)
NATIONAL_RULE_ONLY = Text(
    "This holds for the whole country; nothing that {place} itself says on it was found here.",
    "以上是全国的规定；这里没有找到{place}自己对此的规定。",
)
NOT_LISTED = Text(
    "The lists of countries found here for this do not name {names}.",
    "这里找到的相关国家名单中没有{names}。",
)
NEWER = Text(
    "Newer texts that were not read here may change this: {names}.",
    "另有更新的文件可能改变上述内容，这里没有读到全文：{names}。",
)
# Said with sentences in a language beyond English and Chinese, in that language.
UNOFFICIAL: Mapping[str, str] = {
    "English": "This is an unofficial machine translation. Its numbers were compared with the source, its "
    "wording was not; the quoted text is what counts.",
    "French": "Traduction automatique non officielle. Les chiffres ont été comparés à la source, pas la "
    "formulation ; seul le texte cité fait foi.",
    "Spanish": "Traducción automática no oficial. Las cifras se han comparado con la fuente, la redacción "
    "no; lo que cuenta es el texto citado.",
    "Portuguese": "Tradução automática não oficial. Os números foram comparados com a fonte, a redação "
    "não; o que vale é o texto citado.",
    "German": "Inoffizielle maschinelle Übersetzung. Die Zahlen wurden mit der Quelle verglichen, der "
    "Wortlaut nicht; maßgeblich ist der zitierte Text.",
    "Italian": "Traduzione automatica non ufficiale. I numeri sono stati confrontati con la fonte, il testo "
    "no; fa fede il testo citato.",
    "Russian": "Неофициальный машинный перевод. Числа сверены с источником, формулировка — нет; значение "
    "имеет процитированный текст.",
    "Arabic": "ترجمة آلية غير رسمية. تمت مقارنة الأرقام بالمصدر دون الصياغة؛ والمرجع هو النص المقتبس.",
    "Korean": "비공식 기계 번역입니다. 숫자는 출처와 대조했으나 표현은 대조하지 않았습니다. 인용된 원문이 기준입니다.",
    "Japanese": "非公式の機械翻訳です。数字は出典と照合しましたが、文言は照合していません。引用された原文が基準です。",
    "Vietnamese": "Bản dịch máy không chính thức. Các con số đã được đối chiếu với nguồn, cách diễn đạt thì "
    "chưa; văn bản được trích dẫn mới có giá trị.",
}
DISAGREE = Text("Sources disagree ({title}): {sides}. ", "出处不一致（{title}）：{sides}。")
PREVAILS = Text("[{number}] prevails. ", "以[{number}]为准。")
CARRIED_TOPIC = Text("the question before", "前面的问题")
CARRIED_DATES = Text("the dates", "前面的日期")
CALENDAR = Text("Put the date into a calendar", "把日期加入日历")
URGENT = Text("First, as this cannot wait:", "这件事不能等，先看：")
NEAREST = Text("The nearest thing found:", "找到的最接近的内容：")
ASK = Text("Ask {name}: {phone}.", "请咨询{name}：{phone}。")
NOT_ADVICE = Text(
    "This is information, not legal advice, and not an office of the state.",
    "本页只提供信息，不是法律意见，也不是政府机关。",
)
NO_ARTICLE = Text(
    "No statement held here stands on the article named.", "这里没有收录依据所说条文的内容。"
)
REFUSALS: Mapping[Reason, Text] = {
    Reason.NOT_IN_CORPUS: Text(
        "The sources held here do not answer this.", "这里收录的资料没有回答这个问题。"
    ),
    Reason.OUT_OF_SCOPE: Text(
        "This assistant answers only about hukou, residence permits and foreigners' entry, stay "
        "and work in China.",
        "本助手只回答户口、居住证、居留许可以及外国人出入境、居留、工作方面的问题。",
    ),
    Reason.NO_RULE_FOR_PLACE: Text(
        "No rule of {place} on this is held.", "没有收录{place}对此的规定。"
    ),
    Reason.NOT_IN_FORCE: Text(
        "What is held on this was not yet in force on {day}.",
        "这里收录的有关规定在{day}还没有施行。",
    ),
    Reason.UNSUPPORTED: Text(
        "Nothing found could be shown with its source.", "找到的内容没有一条能附上出处。"
    ),
    Reason.UNSAFE: Text(
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
# Sources of these three: the statements of `cn/emergency-and-public-service-numbers`.
CITY_LINE: Mapping[Language, Contact] = {
    Language.EN: Contact("the police station of the place, or the city's service line", "12345"),
    Language.ZH: Contact("当地派出所，或者政务服务便民热线", "12345"),
}
LABOUR_LINE: Mapping[Language, Contact] = {
    Language.EN: Contact("the labour and social security line", "12333"),
    Language.ZH: Contact("劳动和社会保障电话", "12333"),
}
POLICE: Mapping[Language, Contact] = {
    Language.EN: Contact("the police", "110"),
    Language.ZH: Contact("公安机关（报警）", "110"),
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
