"""Countries and their people in both languages: as parts of patterns, and which a text names."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.statement import Language
from corpus.text import normal_form

# Names in English | people and things of it | names in Chinese; the first name stands for the country.
_TABLE = """
afghanistan | afghan | 阿富汗
albania | albanian | 阿尔巴尼亚
algeria | algerian | 阿尔及利亚
andorra | andorran | 安道尔
angola | angolan | 安哥拉
antigua and barbuda|antigua | antiguan | 安提瓜和巴布达
argentina | argentine|argentinian | 阿根廷
armenia | armenian | 亚美尼亚
australia | australian|aussie | 澳大利亚|澳洲
austria | austrian | 奥地利
azerbaijan | azerbaijani | 阿塞拜疆
bahamas|the bahamas | bahamian | 巴哈马
bahrain | bahraini | 巴林
bangladesh | bangladeshi | 孟加拉国|孟加拉
barbados | barbadian | 巴巴多斯
belarus | belarusian | 白俄罗斯
belgium | belgian | 比利时
benin | beninese | 贝宁
bhutan | bhutanese | 不丹
bolivia | bolivian | 玻利维亚
bosnia|bosnia and herzegovina | bosnian | 波黑
botswana | botswanan | 博茨瓦纳
brazil | brazilian | 巴西
brunei | bruneian | 文莱
bulgaria | bulgarian | 保加利亚
burundi | burundian | 布隆迪
cambodia | cambodian | 柬埔寨
cameroon | cameroonian | 喀麦隆
canada | canadian | 加拿大
chad | chadian | 乍得
chile | chilean | 智利
colombia | colombian | 哥伦比亚
congo | congolese | 刚果
costa rica | costa rican | 哥斯达黎加
croatia | croatian|croat | 克罗地亚
cuba | cuban | 古巴
cyprus | cypriot | 塞浦路斯
czechia|the czech republic|czech republic | czech | 捷克
denmark | dane|danish | 丹麦
dominica | dominica national | 多米尼克
dominican republic|the dominican republic | dominican | 多米尼加
east timor|timor-leste | timorese | 东帝汶
ecuador | ecuadorian|ecuadorean | 厄瓜多尔
egypt | egyptian | 埃及
eritrea | eritrean | 厄立特里亚
estonia | estonian | 爱沙尼亚
ethiopia | ethiopian | 埃塞俄比亚
fiji | fijian | 斐济
finland | finn|finnish | 芬兰
france | french|frenchman | 法国
gabon | gabonese | 加蓬
gambia | gambian | 冈比亚
georgia | georgian | 格鲁吉亚
germany | german | 德国
ghana | ghanaian | 加纳
greece | greek | 希腊
grenada | grenadian | 格林纳达
guatemala | guatemalan | 危地马拉
guinea | guinean | 几内亚
haiti | haitian | 海地共和国
honduras | honduran | 洪都拉斯
hungary | hungarian | 匈牙利
iceland | icelandic|icelander | 冰岛
india | indian | 印度
indonesia | indonesian | 印度尼西亚|印尼
iran | iranian | 伊朗
iraq | iraqi | 伊拉克
ireland | irish|irishman | 爱尔兰
israel | israeli | 以色列
italy | italian | 意大利
ivory coast | ivorian | 科特迪瓦
jamaica | jamaican | 牙买加
japan | japanese | 日本
jordan | jordanian | 约旦
kazakhstan | kazakh|kazakhstani | 哈萨克斯坦
kenya | kenyan | 肯尼亚
north korea | north korean | 朝鲜
south korea|korea | korean|south korean | 韩国|南韩
kuwait | kuwaiti | 科威特
kyrgyzstan | kyrgyz | 吉尔吉斯斯坦
laos | lao|laotian | 老挝
latvia | latvian | 拉脱维亚
lebanon | lebanese | 黎巴嫩
liberia | liberian | 利比里亚
libya | libyan | 利比亚
liechtenstein | liechtensteiner | 列支敦士登
lithuania | lithuanian | 立陶宛
luxembourg | luxembourgish | 卢森堡
macedonia|north macedonia | macedonian | 北马其顿
madagascar | malagasy | 马达加斯加
malawi | malawian | 马拉维
malaysia | malaysian | 马来西亚|大马
maldives | maldivian | 马尔代夫
mali | malian | 马里
malta | maltese | 马耳他
mauritius | mauritian | 毛里求斯
mexico | mexican | 墨西哥
moldova | moldovan | 摩尔多瓦
monaco | monegasque | 摩纳哥
mongolia | mongolian | 蒙古国
montenegro | montenegrin | 黑山
morocco | moroccan | 摩洛哥
mozambique | mozambican | 莫桑比克
myanmar | burmese | 缅甸
namibia | namibian | 纳米比亚
nepal | nepalese|nepali | 尼泊尔
netherlands|the netherlands|holland | dutch | 荷兰
new zealand | kiwi|new zealander | 新西兰
nicaragua | nicaraguan | 尼加拉瓜
nigeria | nigerian | 尼日利亚
norway | norwegian | 挪威
oman | omani | 阿曼
pakistan | pakistani | 巴基斯坦
palestine | palestinian | 巴勒斯坦
panama | panamanian | 巴拿马
paraguay | paraguayan | 巴拉圭
peru | peruvian | 秘鲁
philippines|the philippines | filipina|filipino|philippine | 菲律宾
poland | pole|polish | 波兰
portugal | portuguese | 葡萄牙
qatar | qatari | 卡塔尔
romania | romanian | 罗马尼亚
russia | russian | 俄罗斯|俄国
rwanda | rwandan | 卢旺达
el salvador | salvadoran | 萨尔瓦多
samoa | samoan | 萨摩亚
san marino | sammarinese | 圣马力诺
saudi arabia | saudi | 沙特阿拉伯|沙特
senegal | senegalese | 塞内加尔
serbia | serb|serbian | 塞尔维亚
seychelles | seychellois | 塞舌尔
singapore | singaporean | 新加坡
slovakia | slovak | 斯洛伐克
slovenia | slovene|slovenian | 斯洛文尼亚
solomon islands | solomon islander | 所罗门群岛
somalia | somali | 索马里
south africa | south african | 南非
spain | spaniard|spanish | 西班牙
sri lanka | sri lankan | 斯里兰卡
sudan | sudanese | 苏丹
suriname | surinamese | 苏里南
sweden | swede|swedish | 瑞典
switzerland | swiss | 瑞士
syria | syrian | 叙利亚
tajikistan | tajik | 塔吉克斯坦
tanzania | tanzanian | 坦桑尼亚
thailand | thai | 泰国
togo | togolese | 多哥
tonga | tongan | 汤加
tunisia | tunisian | 突尼斯
turkey | turk|turkish | 土耳其
turkmenistan | turkmen | 土库曼斯坦
uganda | ugandan | 乌干达
ukraine | ukrainian | 乌克兰
united arab emirates|the uae|uae | emirati | 阿联酋
united kingdom|the united kingdom|the uk|uk|britain|england|scotland|wales | brit|british|english|englishman|scot|scottish|welsh | 英国
united states|the united states|the us|the usa|usa|the states | american | 美国
uruguay | uruguayan | 乌拉圭
uzbekistan | uzbek|uzbekistani | 乌兹别克斯坦
venezuela | venezuelan | 委内瑞拉
vietnam | vietnamese | 越南
yemen | yemeni | 也门
zambia | zambian | 赞比亚
zimbabwe | zimbabwean | 津巴布韦
"""
_SEPARATOR = " | "


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Every line as its three parts."""
    return tuple(
        tuple(tuple(part.split("|")) for part in line.split(_SEPARATOR))
        for line in _TABLE.strip().splitlines()
    )


def _joined(part: int) -> str:
    """Every name of a column, longer ones first, so that the whole name is found."""
    names = {name for row in _rows() for name in row[part]}
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


COUNTRIES_EN = _joined(0)
DEMONYMS_EN = _joined(1)
COUNTRIES_ZH = _joined(2)
# What stands behind a country's name where a person is meant: 丹麦女婿, 缅甸小工, 德国护照.
PEOPLE_ZH = (
    "人|籍|裔|护照|国籍|公民|老公|老婆|太太|先生|丈夫|妻子|媳妇|儿媳|女婿|岳父|岳母|公公|婆婆|爸|妈|父|母|儿子|女儿|孩子|宝宝|"
    "娃|亲戚|朋友|男友|女友|男朋友|女朋友|同学|同事|客户|客人|房客|租客|室友|邻居|老师|外教|教授|学生|留学生|博士|硕士|员工|"
    "工人|小工|保姆|工程师|专家|厨师|演员|球员|教练|游客|旅客|姑娘|小伙|妹子|哥们|老板|大爷|大妈|老人|夫妇|夫妻|丫头|女孩|男孩|太|佬|"
    "媳|新娘|新郎|对象|爷爷|奶奶|外公|外婆|表|堂|舅|姨|叔|侄"
)
# A language, a thing and a word of pinyin: no people are meant.
_NO_PEOPLE = frozenset({"english", "pole", "lao"})
_US = r"(?<![a-z.])(?:us|u\.s\.(?:a\.?)?) (?=passports?|citizens?|nationals?|tourists?|guys?|family)|(?<![a-z.])u\.s\.(?:a\.?)?(?![a-z])"


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Any name of a country or its people → the country's first English name."""
    return {
        name: row[0][0]
        for row in _rows()
        for part in row
        for name in part
        if name not in _NO_PEOPLE
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(_by_name(), key=lambda name: (-len(name), name))
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    chinese = "|".join(name for name in names if not name.isascii())
    return re.compile(rf"(?P<us>{_US})|\b(?P<latin>{latin})s?\b|(?P<chinese>{chinese})")


@lru_cache(maxsize=8192)
def countries_in(text: str) -> frozenset[str]:
    """Countries that a text names, itself or by their people, in either language.

    Returns:
        Each by its first English name in lower case, "united states" for one.
    """
    return frozenset(_found(normal_form(text)))


def _found(plain: str) -> Iterator[str]:
    for match in _pattern().finditer(plain):
        yield "united states" if match["us"] else _by_name()[match["latin"] or match["chinese"]]


def name_of(country: str, language: Language) -> str:
    """A country's name for a person.

    Args:
        country: its first English name, as `countries_in` gives it.
    """
    row = next(row for row in _rows() if row[0][0] == country)
    return row[2][0] if language is Language.ZH else country.title().replace(" And ", " and ")
