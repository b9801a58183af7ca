from datetime import date

import pytest

from assistant.conversation_state import ConversationState
from assistant.errors import ReplyError
from assistant.follow_ups import facets_followed
from assistant.reading import Reader, Reading
from assistant.reply import Question
from assistant.status_cues import STATUS_CUES
from assistant.statuses import statuses_named
from assistant.whereabouts import where_in, without_origin
from corpus.glossary import Wording, load_glossary
from corpus.loader import load_corpus
from corpus.places import load_places
from corpus.statement import Facet, Status
from corpus.text import normal_form
from index.keys import Key, KeyReader
from tests.conftest import TODAY

READER = Reader(
    load_places(),
    KeyReader(load_corpus().instruments),
    Wording(load_glossary()),
    longest=4000,
)
START = ConversationState()


def _read(text: str, state: ConversationState = START) -> Reading:
    return READER.read(Question(text), state, TODAY)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I'm American, how soon must I register?", Status.FOREIGNER),
        ("Can I get a hukou as a foreigner?", Status.FOREIGNER),
        ("我的英国老公要登记吗", Status.FOREIGNER),
        ("I'm from Hong Kong and work in Shenzhen", Status.HMT),
        ("I'm Taiwanese", Status.HMT),
        ("台胞在上海能办什么证", Status.HMT),
        ("表姐从屯门来我顺德的家过夜", Status.HMT),
        ("My aunt came from Tuen Mun to stay in Shunde", Status.HMT),
        ("我是新竹人,在昆山上班", Status.HMT),
        ("I'm a Chinese citizen, my hukou is in Henan", Status.CITIZEN),
        ("外地户口的孩子能在这里上学吗", Status.CITIZEN),
        ("I'm 41, Chinese, how do I renew my passport", Status.CITIZEN),
        ("Chinese woman born 1980, when may I retire", Status.CITIZEN),
        ("my nanny from Henan wants no insurance", Status.CITIZEN),
        ("my wife is from the mainland, where do we register", Status.CITIZEN),
        ("lost my citizen's residence card", Status.CITIZEN),
        ("厂里农村来的工人要交社保吗", Status.CITIZEN),
        ("华侨怎么回国定居", Status.OVERSEAS_CHINESE),
        ("My uncle flew in from Kaohsiung and sleeps in our spare room", Status.HMT),
        ("我爸从台湾来看我，住我家要登记吗", Status.HMT),
        ("Does my Chinese husband's hukou help me get permanent residence?", Status.FOREIGNER),
        ("I'm married to a Chinese, can I live at her flat", Status.FOREIGNER),
        ("我嫁给中国人三年了，能办永居吗", Status.FOREIGNER),
        ("I'm from Taiwan and my Chinese husband works in Ningbo", Status.HMT),
        (
            "Norwegian, married to a woman from Harbin. Am I a Chinese citizen now?",
            Status.FOREIGNER,
        ),
        ("Taiwanese undergrad, the office has me on its list with the Russians", Status.HMT),
        ("I have a Taiwan ID and no foreign passport", Status.HMT),
        ("爸爸是韩国人，没结婚，孩子能上户口吗", Status.CITIZEN),
        ("my filipino gf is pregnant, can the baby get a hukou", Status.CITIZEN),
        ("嫁给台湾人以后户口要迁吗", Status.CITIZEN),
        ("我想恢复国籍，找谁", Status.FOREIGNER),
        ("在意大利拿了永居，护照还是中国的，想回来落户", Status.OVERSEAS_CHINESE),
        ("我在国外二十年，户口早被销了，怎么恢复", Status.OVERSEAS_CHINESE),
        ("I have PR in Australia with Chinese passport", Status.OVERSEAS_CHINESE),
        ("I am an overseas Chinese, will my hukou be cancelled", Status.OVERSEAS_CHINESE),
        (
            "12 years in Japan with permanent residence, hukou cancelled, I never naturalised",
            Status.OVERSEAS_CHINESE,
        ),
        (
            "I have a US green card, still Chinese citizen, must I cancel my hukou",
            Status.OVERSEAS_CHINESE,
        ),
        ("2009年拿了加拿大绿卡,户口一直没动,没入籍", Status.OVERSEAS_CHINESE),
        ("我去年入了日本籍,我的户口在沈阳要不要注销", Status.FOREIGNER),
        ("我在2018年加入了加拿大籍,户口在沈阳要注销吗", Status.FOREIGNER),
        (
            "I'm a Chinese citizen. I have a US green card. Do I lose my hukou?",
            Status.OVERSEAS_CHINESE,
        ),
        ("娃儿是香港户口，在重庆打疫苗要钱吗", Status.HMT),
        ("領了居住證，台灣的戶籍會不會被除籍", Status.HMT),
        ("I'm a Hong Kong PR working in Shenzhen", Status.HMT),
        ("I gave up my Chinese nationality, which visa to see my parents", Status.FOREIGNER),
        ("my mother gave up Chinese nationality, is my hukou affected", Status.CITIZEN),
    ],
)
def test_a_status_that_is_said_is_read(text: str, status: Status) -> None:
    reading = _read(text)

    assert reading.status is status
    assert not reading.implied


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("我拿Z签证入境，多久之内要办居留许可？", Status.FOREIGNER),
        ("My residence permit is still in my old passport", Status.FOREIGNER),
        ("what papers for my residence permit and do they keep my passport?", Status.FOREIGNER),
        ("I have never given up my Chinese nationality, can I get my hukou back", Status.CITIZEN),
        ("我是陆配，陆委会要除籍证明，怎么注销大陆户口", Status.CITIZEN),
        ("I hold a work-type residence permit and the same flat", Status.FOREIGNER),
        ("孩子出生多久要上户口？", Status.CITIZEN),
        ("回乡证丢了怎么办", Status.HMT),
        ("港澳台居民居住证有效期几年", Status.HMT),
    ],
)
def test_a_status_that_a_document_implies_is_marked_as_assumed(text: str, status: Status) -> None:
    reading = _read(text)

    assert reading.status is status


@pytest.mark.parametrize(
    "text",
    [
        "How do I get a residence permit?",
        "How soon must I register after moving in?",
        "My flight goes from Hong Kong to Shenzhen",
        "I flew in from Taipei yesterday, must I register",
        "My son came back from Canada, must he register",
        "女儿从美国飞回来，要登记吗",
        "朋友从香港坐高铁过来要登记吗",
        "搬家以后多久要登记",
        "澳门的银行认不认",
        "my us visa has the old name, will that matter",
        "does my identity card or my passport do for the residence permit",
    ],
)
def test_a_status_is_never_guessed(text: str) -> None:
    assert _read(text).status is None


@pytest.mark.parametrize(
    ("text", "matter", "origin"),
    [
        ("广东省深圳市居住证要满多久", ("cn/guangdong/shenzhen",), ()),
        ("juzhuzheng in Hangzhou, Zhejiang", ("cn/zhejiang/hangzhou",), ()),
        ("我是湖北武汉人,在上海", ("cn/shanghai",), ("cn/hubei/wuhan",)),
        ("广东和深圳的居住证一样吗", ("cn/guangdong", "cn/guangdong/shenzhen"), ()),
    ],
)
def test_of_an_address_the_nearest_place_counts(
    text: str, matter: tuple[str, ...], origin: tuple[str, ...]
) -> None:
    where = where_in(text, load_places())

    assert (where.matter, where.origin) == (matter, origin)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("户口在福建泉州,人在上海怎么办居住证", "户口在,人在上海怎么办居住证"),
        ("from Changsha Hunan, now in Beijing", "from , now in beijing"),
        ("我在福建泉州打工", "我在福建泉州打工"),
    ],
)
def test_a_home_address_is_left_out_whole_of_what_is_searched(text: str, left: str) -> None:
    assert without_origin(text, load_places()) == left


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("can I fly from mainland China to Hong Kong and back on a single-entry visa", None),
        ("can a tourist visa be extended if I go from the mainland to Macau for a day", None),
        ("I moved two months ago from Beijing to Shanghai, must I register", None),
        (
            "Chinese woman, 29, met her online, can we marry in Shanghai? I am Polish",
            Status.FOREIGNER,
        ),
        ("农村来的媳妇是越南人", Status.FOREIGNER),
        ("a foreign citizen's residence permit, how is it renewed", Status.FOREIGNER),
        ("going back home from mainland, I'm Taiwanese", Status.HMT),
    ],
)
def test_the_mainland_alone_makes_nobody_its_citizen(text: str, status: Status | None) -> None:
    named = statuses_named(normal_form(text), (), ConversationState())

    assert named == ((status,) if status else ())


def test_two_statuses_named_are_both_kept() -> None:
    reading = _read("我太太是中国公民，我是外国人，我们怎么缴社保")

    assert reading.status is None
    assert set(reading.statuses_named) == {Status.FOREIGNER, Status.CITIZEN}


def test_the_form_decides_over_the_words() -> None:
    question = Question("I'm American", status=Status.HMT)

    assert READER.read(question, START, TODAY).status is Status.HMT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How long?", "en"),
        ("多久？", "zh-Hans"),
        ("居住證多久簽注一次？", "zh-Hant"),
        ("What does 居住证 mean for a foreigner who works here?", "en"),
        ("我拿Z签证入境", "zh-Hans"),
    ],
)
def test_the_language_of_the_reply(text: str, language: str) -> None:
    assert _read(text).language == language


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("how soon must I register, and what if I don't", (Facet.DEADLINE, Facet.PENALTY)),
        ("多久之内要登记", (Facet.DEADLINE,)),
        ("what papers do I bring", (Facet.DOCUMENTS,)),
        ("收费多少钱", (Facet.FEE,)),
        ("去哪里办", (Facet.WHERE,)),
        ("居住证有效期几年", (Facet.VALIDITY,)),
        ("外国人忘了登记会怎样", (Facet.PENALTY,)),
        ("在珠海想办居住证要什么", (Facet.DOCUMENTS,)),
        ("what do I need for a Q1 visa", (Facet.DOCUMENTS,)),
        ("补办身份证几天能拿到", (Facet.PROCESSING_TIME,)),
        ("补正还收钱吗", (Facet.FEE,)),
    ],
)
def test_facets_are_read(text: str, facets: tuple[Facet, ...]) -> None:
    assert set(facets) <= set(_read(text).facets)


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("is Albania visa-free?", Facet.FEE),
        ("教英语收钱算不算非法就业", Facet.FEE),
        ("为什么证明不认", Facet.DOCUMENTS),
        ("前几天拿到居留许可", Facet.PROCESSING_TIME),
    ],
)
def test_words_that_only_look_like_a_facet_ask_for_none(text: str, facet: Facet) -> None:
    assert facet not in _read(text).facets


@pytest.mark.parametrize(
    "text", ["来自九龙坡区", "来自常州新北区", "东莞沙田人", "烟台南人", "台中人口"]
)
def test_mainland_places_that_sound_like_towns_of_hong_kong_and_taiwan_show_nobody(
    text: str,
) -> None:
    assert not STATUS_CUES[Status.HMT].search(text)


def test_the_order_of_facets_is_that_of_the_question() -> None:
    facets = _read("what fine is there, and how soon must I register?").facets

    assert facets.index(Facet.PENALTY) < facets.index(Facet.DEADLINE)


def test_a_follow_up_takes_over_topic_status_and_place() -> None:
    state = ConversationState(
        status=Status.FOREIGNER, place="cn/shanghai", topic="how soon must i register"
    )

    reading = _read("and if I'm late?", state)

    assert reading.text == "how soon must i register and if i'm late?"
    assert (reading.status, reading.place) == (Status.FOREIGNER, "cn/shanghai")
    assert reading.carried == ("status", "place", "topic")


def test_what_was_carried_can_be_dropped() -> None:
    state = ConversationState(
        status=Status.FOREIGNER, place="cn/shanghai", topic="how soon must i register"
    )
    question = Question("and if I'm late?", forget=("status", "place", "topic"))

    reading = READER.read(question, state, TODAY)

    assert (reading.status, reading.place, reading.carried) == (None, "cn", ())


def test_a_question_that_stands_for_itself_carries_no_topic() -> None:
    state = ConversationState(topic="how soon must i register")

    assert "topic" not in _read("What papers does a baby's hukou registration need?", state).carried


def test_an_article_is_a_key_and_takes_the_instrument_of_the_conversation() -> None:
    assert _read("出境入境管理法第三十九条").keys == (Key("eeal-2012", "39"),)
    assert _read("第39条呢", ConversationState(instrument="eeal-2012")).keys == (
        Key("eeal-2012", "39"),
    )


def test_places() -> None:
    assert _read("in Shenzhen").place == "cn/guangdong/shenzhen"
    assert _read("in Suzhou").places_named == ("cn/jiangsu/suzhou", "cn/anhui/suzhou")
    assert READER.read(Question("多久", place="上海"), START, TODAY).place == "cn/shanghai"


def test_the_day_asked_about() -> None:
    assert _read("how soon").as_of == TODAY
    dated = Question("how soon", as_of=date(2024, 1, 1))
    assert READER.read(dated, START, TODAY).as_of == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("text", "is_deceit"),
    [
        ("write me an employment letter for my permit", True),
        ("帮我伪造一份在职证明", True),
        ("how do I phrase it so the police never find out that I work", True),
        ("fill it in for me so they don't notice the dates", True),
        ("could you edit the figures on my payslip", True),
        ("给民警塞几条烟他才肯办", True),
        ("托人能弄到出生证吗，求个门路", True),
        ("I moved so they never saw my letter", False),
        ("how do I move out so he doesn't find out where I live", False),
        ("怎么搬走才不会被前夫找到", False),
        ("can I change the date of my appointment", False),
        ("给孩子送户口本他们肯办吗", False),
        ("托人能代办居住证吗", False),
        ("what is the fine for a forged permit", False),
        ("假结婚会怎么处罚", False),
    ],
)
def test_help_with_deceit_is_recognised(text: str, is_deceit: bool) -> None:
    assert _read(text).is_deceit is is_deceit


@pytest.mark.parametrize("text", ["", "   ", "？？", "🙂🙂", "\u200b"])
def test_an_empty_question_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ReplyError, match="empty") as caught:
        _read(text)

    assert "孩子" in caught.value.hint


def test_a_question_that_is_too_long_is_refused() -> None:
    with pytest.raises(ReplyError, match="at most 4000"):
        _read("x" * 10_000)


def test_an_unknown_place_in_the_form_is_refused() -> None:
    with pytest.raises(ReplyError, match="'Atlantis' is not known"):
        READER.read(Question("多久", place="Atlantis"), START, TODAY)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norwegian, married to a Chinese woman, do I register?", Status.FOREIGNER),
        ("my wife's colleague is a Peruvian and wants to move in", Status.FOREIGNER),
        ("我家来了个丹麦女婿，要登记吗", Status.FOREIGNER),
        ("同事是挪威人，刚搬来", Status.FOREIGNER),
    ],
)
def test_a_nationality_is_read_wherever_it_stands(text: str, status: Status) -> None:
    assert _read(text).status is status


@pytest.mark.parametrize("text", ["How do I get a Thai visa?", "which Russian lessons are good"])
def test_the_nationality_of_a_thing_is_nobodys_status(text: str) -> None:
    assert Status.FOREIGNER not in _read(text).statuses_named


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("我是香港人，不是外国人", Status.HMT),
        ("我不是外国人，我是台湾人", Status.HMT),
        ("I'm not a foreigner, I'm from Hong Kong", Status.HMT),
        ("I'm not Chinese, I'm Norwegian", Status.FOREIGNER),
    ],
)
def test_what_is_denied_is_no_status(text: str, status: Status) -> None:
    reading = _read(text)

    assert reading.statuses_named == (status,)
    assert reading.status is status


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("we are from Gansu, both work in Guangzhou", "cn/guangdong/guangzhou"),
        ("我们是湖南人，在深圳上班", "cn/guangdong/shenzhen"),
        ("老家甘肃，在广州打工", "cn/guangdong/guangzhou"),
        ("she's from a village in Gansu and works in Xi'an", "cn/shaanxi/xian"),
        ("户口在山东上学在北京,身份证丢了去哪补", "cn/beijing"),
        ("我老家成都,成都社保和北京社保哪个划算", "cn/beijing"),
        ("女儿户口在安徽,想投靠我们到上海", "cn/shanghai"),
        ("老公上海户口,我安徽户口,夫妻投靠要几年", "cn/shanghai"),
        ("老公是北京户口，我是山西的，投靠要结婚满几年", "cn/beijing"),
        (
            "My mother comes from Anhui to us in Nanjing, can she use her Anhui insurance",
            "cn/jiangsu/nanjing",
        ),
    ],
)
def test_the_matter_is_where_people_are_and_not_where_they_come_from(text: str, place: str) -> None:
    reading = _read(text)

    assert (reading.place, reading.places_named) == (place, (place,))
    assert reading.status is Status.CITIZEN


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "mom's hukou is in a village in Heilongjiang, she moved in with us in Hangzhou",
            "cn/zhejiang/hangzhou",
        ),
        ("my hukou Sichuan, he is Jiangxi, both work in Ningbo", "cn/zhejiang/ningbo"),
        ("one hukou in the Guizhou old home and one in Shenzhen", "cn/guangdong/shenzhen"),
        ("退休金在吉林领，户口也在吉林，跟女儿在海南住了三年", "cn/hainan"),
        ("我户口在福建泉州，人在厦门租房", "cn/fujian/xiamen"),
        ("从四川过来住在深圳", "cn/guangdong/shenzhen"),
        ("I am in Shenzhen and my parents live in Chengdu", "cn/guangdong/shenzhen"),
        ("I'm in Chengdu now, I worked in Wuhan till May", "cn/sichuan/chengdu"),
        ("养老金在深圳怎么领", "cn/guangdong/shenzhen"),
        ("he goes to school in Beijing, we are registered in Shandong", "cn/beijing"),
        ("户口本在上海租房时丢了怎么补办", "cn/shanghai"),
        ("I got it in Hangzhou and have a new job in Ningbo", "cn/zhejiang/ningbo"),
        ("our new hire just moved from Wuhan to Shanghai", "cn/shanghai"),
        ("我居住证是在昆山办的,现在调到武汉工作", "cn/hubei/wuhan"),
        ("居住证是在昆山办理的,现在调到武汉工作", "cn/hubei/wuhan"),
        ("我从成都来,在上海办的居住证,能买车吗", "cn/shanghai"),
        ("my hukou moved from Jilin to Hangzhou", "cn/zhejiang/hangzhou"),
        (
            "we travel from Shanghai to Beijing next week, we live in Hangzhou",
            "cn/zhejiang/hangzhou",
        ),
    ],
)
def test_of_several_places_it_is_where_somebody_lives_now(text: str, place: str) -> None:
    assert where_in(normal_form(text), load_places()).matter[0] == place


@pytest.mark.parametrize("text", ["外地户口在上海" * 571, "老公户口在北京投靠" * 444])
def test_a_long_text_is_read_for_places_at_once(text: str) -> None:
    assert len(where_in(text, load_places()).matter) <= 1


def test_the_askers_own_place_is_asked_about_where_no_other_is_named() -> None:
    where = where_in("我是北京的,孩子出生怎么上户口", load_places())

    assert (where.matter, where.origin) == (("cn/beijing",), ())


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("is it easier in Beijing or in Shanghai", True),
        ("北京和上海哪个快", True),
        ("上海落户容易还是深圳落户容易", True),
        ("which hukou, points in Shenzhen or points in Guangzhou", True),
        ("以前在北京、上海上班，现在在深圳上班，要办居住证吗", False),
        ("I lost it in Wuhan, can I apply in Shenzhen or must I go home", False),
        ("换工作从北京到三亚，要重新办还是变更", False),
        ("difference between Q1 and Q2, my parents live in Fuzhou", False),
    ],
)
def test_places_are_set_side_by_side_only_where_they_stand_so(text: str, compares: bool) -> None:
    assert where_in(normal_form(text), load_places()).compares == compares


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("身份证下个月到期,人在上海,要不要回安徽换", {"cn/anhui"}),
        ("must I go back to Anhui for it, I live in Shanghai", {"cn/anhui"}),
        ("我在安徽，想去上海办", set()),
    ],
)
def test_where_somebody_asks_whether_to_go_back_to_is_the_old_home(
    text: str, back: set[str]
) -> None:
    assert READER.goes_back_to(normal_form(text)) == back


def test_an_origin_alone_is_no_place_asked_about() -> None:
    reading = _read("we are from Gansu, can our child go to school here?")

    assert (reading.place, reading.places_named) == ("cn", ())
    assert reading.status is Status.CITIZEN


@pytest.mark.parametrize(
    "text",
    [
        "香港身份证，老婆内地人，孩子在深圳出生，能上深圳户口吗",
        "my husband is from Hong Kong and I'm from Guangzhou, our baby was born here, can she get hukou?",
        "爸爸是美国人妈妈是中国人,孩子能上户口吗",
        "我爸是澳门人我妈珠海的,我珠海出生一直没上户口今年17了",
        "我是美国人，老婆是中国公民，孩子户口在哪办",
        "i'm american, my wife is a chinese citizen, how do we register our baby's hukou",
    ],
)
def test_the_hukou_of_a_mixed_couples_child_is_a_citizens_matter(text: str) -> None:
    assert _read(text).status is Status.CITIZEN


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("台湾女婿来杭州住我家，要不要登记", Status.HMT),
        ("领了大陆居住证回台湾会有问题吗", Status.HMT),
        ("lost my home return card, flight to HK tomorrow", Status.HMT),
        ("台湾媳妇的妈妈想去台湾，我的签注用完了", Status.CITIZEN),
        ("我是内蒙古人，在北京怎么办居住证", Status.CITIZEN),
        ("我是俄罗斯人，孩子是中国户口，离婚了还能拿什么签证", Status.FOREIGNER),
    ],
)
def test_whose_kin_or_paper_it_is_shows_the_group(text: str, status: Status) -> None:
    assert _read(text).status is status


ASKED = ConversationState(
    topic="how do i get a residence permit",
    offered=(Status.FOREIGNER, Status.HMT, Status.CITIZEN),
)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("the first one", Status.FOREIGNER),
        ("1", Status.FOREIGNER),
        ("第二个", Status.HMT),
        ("the third", Status.CITIZEN),
        ("最后一个", Status.CITIZEN),
        ("I'm Norwegian", Status.FOREIGNER),
        ("台湾人", Status.HMT),
    ],
)
def test_a_question_back_is_answered_by_number_or_by_name(text: str, status: Status) -> None:
    reading = _read(text, ASKED)

    assert reading.status is status
    assert reading.topic == ASKED.topic
    assert reading.was_asked


def test_a_number_means_nothing_where_nothing_was_offered() -> None:
    assert _read("the first one", ConversationState(topic="how soon")).status is None


def test_a_number_beyond_what_was_offered_is_no_answer() -> None:
    two = ConversationState(topic="how soon", offered=(Status.FOREIGNER, Status.HMT))

    assert _read("第三个", two).status is None


@pytest.mark.parametrize("text", ["I don't know", "not sure", "不知道", "我也不清楚"])
def test_who_does_not_know_keeps_the_topic(text: str) -> None:
    reading = _read(text, ASKED)

    assert reading.status is None
    assert reading.topic == ASKED.topic
    assert reading.carried == ("topic",)
    assert reading.was_asked


@pytest.mark.parametrize("text", ["how much?", "多少钱", "and where?", "那费用呢"])
def test_a_fragment_is_a_follow_up(text: str) -> None:
    state = ConversationState(status=Status.CITIZEN, topic="how do i get a juzhuzheng")

    reading = _read(text, state)

    assert reading.topic == state.topic
    assert reading.status is Status.CITIZEN


def test_the_follow_up_asked_last_is_part_of_what_is_taken_over() -> None:
    state = ConversationState(topic="how do i get a juzhuzheng", last="and in shanghai?")

    assert _read("how much?", state).topic == "how do i get a juzhuzheng and in shanghai?"


def test_a_status_that_a_document_implied_is_carried_as_implied() -> None:
    state = ConversationState(status=Status.FOREIGNER, implied=True, topic="签证过期了怎么办")

    reading = _read("那费用呢", state)

    assert (reading.status, reading.implied) == (Status.FOREIGNER, True)
    assert "status" in reading.carried


def test_another_document_changes_a_status_that_was_implied() -> None:
    state = ConversationState(status=Status.FOREIGNER, implied=True, topic="签证过期了怎么办")

    reading = _read("那居住证怎么办呢", state)

    assert (reading.status, reading.implied) == (Status.CITIZEN, True)
    assert "status" not in reading.carried


def test_another_document_leaves_a_status_that_was_said() -> None:
    state = ConversationState(status=Status.FOREIGNER, topic="签证过期了怎么办")

    reading = _read("那居住证怎么办呢", state)

    assert (reading.status, reading.implied) == (Status.FOREIGNER, False)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("居住证多久能办好", None),
        ("居住證多久能辦好", None),
        ("杭州居住证多久能办好", Status.CITIZEN),
        ("居住证签注要钱吗", Status.CITIZEN),
        ("港澳台居民居住证多久能办好", Status.HMT),
    ],
)
def test_a_bare_card_is_nobodys_until_something_says_whose(
    text: str, status: Status | None
) -> None:
    assert _read(text).status is status


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("got Shenzhen hukou nine years ago, want mum and dad on it", "cn/guangdong/shenzhen"),
        ("how much is a temporary hukou in Shanghai", "cn/shanghai"),
        ("上海人，户口簿找不着了，多少天能补", "cn/shanghai"),
        ("my hukou is in Henan but I live in Shanghai", "cn/shanghai"),
        ("我湖南户口，在厂里打工，怎么办居住证", "cn"),
        ("my hukou is in Henan and I work elsewhere", "cn"),
        ("from Hunan, can I apply for a passport", "cn"),
    ],
)
def test_the_place_of_a_hukou_is_asked_about_where_nobody_lives_elsewhere(
    text: str, place: str
) -> None:
    assert _read(text).place == place


@pytest.mark.parametrize(
    "text",
    [
        "good for how many years then?",
        "sorry wrong, the flat is in Hangzhou not Shenzhen",
        "wait, I filled that in wrong, I have a Taiwan ID and no foreign passport, does it change anything",
        "说错了，是在杭州，多久要报",
    ],
)
def test_what_asks_of_nothing_of_its_own_takes_over_the_topic(text: str) -> None:
    state = ConversationState(status=Status.CITIZEN, topic="how do i get my first passport")

    assert _read(text, state).topic == state.topic


@pytest.mark.parametrize(
    "text",
    [
        "how much is the residence permit of citizens in Shanghai",
        "how much is a pizza in Beijing",
        "where can I buy a bicycle in town please",
    ],
)
def test_a_question_that_names_something_leaves_the_topic(text: str) -> None:
    state = ConversationState(status=Status.CITIZEN, topic="how do i get my first passport")

    assert _read(text, state).topic == ""


def test_places_are_compared_only_where_the_status_is_one() -> None:
    text = "what is different between schools in Foshan and Chengdu"

    assert not _read(text).compares
    assert _read("I am American, " + text).compares


def test_a_household_booklet_is_a_citizens() -> None:
    reading = _read("my mother keeps the household booklet and will not give it to me")

    assert (reading.status, reading.implied) == (Status.CITIZEN, True)


@pytest.mark.parametrize(
    "text",
    [
        "我哥换了加拿大籍,我户口在天津,我能申请居住证吗",
        "我还没入加拿大籍,户口在广州,怎么换身份证",
        "我还没入美国籍,户口在上海,怎么办居住证",
        "我老婆入了美国籍,我户口在广州,怎么换身份证",
        "我没有美国绿卡,户口会被注销吗",
        "我没有加拿大绿卡,户口在长沙,没加入任何公司社保",
    ],
)
def test_who_took_no_nationality_is_no_foreigner(text: str) -> None:
    reading = _read(text)

    assert reading.status is not Status.FOREIGNER
    assert reading.statuses_named != (Status.FOREIGNER,)


@pytest.mark.parametrize(
    "text",
    [
        "I am American, my wife has a US green card, she is still Chinese, what of her hukou",
        "I hold Australian PR, I'm Chinese-born Australian, what of my hukou",
        "in Canada I got PR, my husband never naturalised",
    ],
)
def test_anothers_green_card_makes_nobody_an_overseas_chinese(text: str) -> None:
    assert Status.OVERSEAS_CHINESE not in _read(text).statuses_named


def test_a_citizen_settled_abroad_with_a_hukou_is_one_person() -> None:
    reading = _read("我有美国绿卡,户口在北京,没入籍,护照在国内能换吗")

    assert reading.statuses_named == (Status.OVERSEAS_CHINESE,)


def test_a_follow_up_on_a_facet_is_of_the_topic_alone() -> None:
    """What was asked last was another facet of it, and would lead astray."""
    state = ConversationState(topic="she stays in my flat", last="what papers do they want there?")

    assert _read("and if we forget?", state).topic == "she stays in my flat"


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("办下来要多少钱", {Facet.FEE}),
        ("and if we forget?", {Facet.PENALTY}),
        ("那她要多久", {Facet.PROCESSING_TIME, Facet.DEADLINE, Facet.VALIDITY}),
        ("能用多久", {Facet.VALIDITY}),
        ("what if she is staying only two nights?", set()),
        ("那没办身份证的孩子呢", set()),
        ("and can I bring my dog?", set()),
        ("what about her?", set()),
    ],
)
def test_a_follow_up_asks_for_a_facet(text: str, facets: set[Facet]) -> None:
    assert facets_followed(normal_form(text)) == facets
