"""A message is parted into the questions that it asks, and into no more."""

import pytest

from assistant.several import MOST, Asked, is_short, questions_in


def _texts(message: str) -> list[str]:
    return [asked.text for asked in questions_in(message)]


@pytest.mark.parametrize(
    ("message", "texts"),
    [
        (
            "How long is an ID card valid for a 15 year old, and is it compulsory at that age?",
            ["How long is an ID card valid for a 15 year old", "and is it compulsory at that age?"],
        ),
        ("Is the fine on me? How much is it?", ["Is the fine on me?", "How much is it?"]),
        (
            "does it just stay valid? how many days do i have",
            ["does it just stay valid?", "how many days do i have"],
        ),
        (
            "How many days does my wife get? If she is late, will they fine her?",
            ["How many days does my wife get?", "If she is late, will they fine her?"],
        ),
        (
            "I'm American, how soon must I register, and what if I don't?",
            ["I'm American, how soon must I register", "and what if I don't?"],
        ),
        ("居住证会失效吗？要多久之内去改", ["居住证会失效吗？", "要多久之内去改"]),
        (
            "退籍怎么申请,还有要哪些材料,多久批下来?",
            ["退籍怎么申请", "还有要哪些材料", "多久批下来?"],
        ),
        (
            "Where do I get a 居住证 in Shanghai, and how much does it cost?",
            ["Where do I get a 居住证 in Shanghai", "and how much does it cost?"],
        ),
        (
            "I want to know how long I may stay. What does the permit cost?",
            ["I want to know how long I may stay.", "What does the permit cost?"],
        ),
        (
            "lost my passport. what do i do first, and how do i leave china after?",
            ["what do i do first", "and how do i leave china after?"],
        ),
        ("身份证丢了能不能异地补办，多长时间拿到", ["身份证丢了能不能异地补办", "多长时间拿到"]),
        ("我在广州怎么办居住证呢。多久能拿到", ["我在广州怎么办居住证呢。", "多久能拿到"]),
        ("邊幾項可以免？可唔可以唔供？", ["邊幾項可以免？", "可唔可以唔供？"]),
        (
            "身份证丢了,能在苏州补吗 要多少天 没身份证怎么坐高铁回家",
            ["身份证丢了,能在苏州补吗", "要多少天", "没身份证怎么坐高铁回家"],
        ),
        ("绿卡怎么申请？能带几个孩子", ["绿卡怎么申请？", "能带几个孩子"]),
        ("会罚款不。还能补不。", ["会罚款不。", "还能补不。"]),
        (
            "My mother wants to visit for 2 months. which visa for her and what i must send",
            ["which visa for her", "and what i must send"],
        ),
        (
            "How much is a residence permit for 1 year and how long they keep my passport?",
            ["How much is a residence permit for 1 year", "and how long they keep my passport?"],
        ),
        (
            "airbnb host does not help. can i register alone, what papers",
            ["can i register alone", "what papers"],
        ),
        (
            "How do I check if my agent is legal and where do I complain?",
            ["How do I check if my agent is legal", "and where do I complain?"],
        ),
        (
            "Do I have to report when I change passports and how long do I have?",
            ["Do I have to report when I change passports", "and how long do I have?"],
        ),
        (
            "We had a baby. until when must I register the hukou and by when the booklet?",
            ["until when must I register the hukou", "and by when the booklet?"],
        ),
        ("会罚款不,还能补不", ["会罚款不", "还能补不"]),
        (
            "想返佛山住幾個月,要用咩證件?戶口係咪冇咗",
            ["想返佛山住幾個月,要用咩證件?", "戶口係咪冇咗"],
        ),
        ("住院能报多少，要先备案吗", ["住院能报多少", "要先备案吗"]),
        (
            "Can Hangzhou renew it, and can I travel by train without the card?",
            ["Can Hangzhou renew it", "and can I travel by train without the card?"],
        ),
    ],
)
def test_what_asks_two_things_is_parted(message: str, texts: list[str]) -> None:
    assert _texts(message) == texts


@pytest.mark.parametrize(
    "message",
    [
        "户口在哪,孩子就在哪上学吗",
        "学习类的呢，最短是多久",
        "住了几个月,能办吗",
        "几个月大的孩子,可以办护照吗",
        "满多少年,就可以申请绿卡吗",
        "我想知道,台胞证过期了怎么办",
        "需要什么材料,照片,户口本,身份证吗",
        "交不交社保,影响落户吗",
        "Would love to stay longer. How do I extend my tourist visa?",
        "他从不,能办吗",
        "几个妹妹都在梅州，想搬过去，第一步找哪个部门",
        "叔叔的饭馆用了三个人，啥许可也没有，要是被查罚多少",
        "处罚书上具体哪天没写清，最多宽限我多久",
        "How soon must I register?",
        "Can I change to another permit, or must I go out first?",
        "My boss keeps my passport. Is that legal?",
        "I heard they can fine my landlord and me. Is it true?",
        "When I was twelve we moved to Wuhan. Can I get my hukou back?",
        "Which papers do I need for me and my wife, and for my son",
        "该办什么签证？F、M还是Z",
        "要办什么手续，还是根本不允许",
        "我前夫还是法国籍。孩子能上户口吗？",
        "老板押着我的护照，这样合法吗？",
        "八幾年單程證落嚟，而家想返鄉下定居，可唔可以？",
        "Can I use another ID, e.g. a driving licence?",
        "Is the U.S. embassy able to help me?",
        "How much is the fee in St. Petersburg for a visa?",
        "Is my visa valid for approx. 30 days?",
        "I read https://x.example/content.html?id=3&x=2 but how soon must I register?",
        'My agent asked "do you have a hukou?" and left. How do I get one?',
        "My wife (is she allowed to?) wants to work. What should she do?",
        "However, my landlord refuses to register me. How soon must I do it?",
        "Have a Z visa, moving to Shanghai on Monday. How soon must I register?",
        "Am a German student in Wuhan. Can I work part time?",
        "Was a Chinese citizen until 2010. Can I settle again?",
        "What happened is that I lost my passport. How do I leave?",
        "Do I have to go in person and have my photo taken?",
        "Can I work here and do my master's at the same time?",
        "Can I quit and have the new company apply?",
        "How often and how long can I stay?",
        "How, when and where do I register?",
        "Can anyone help me? How do I register?",
        "what documents do i need? passport? photos?",
        "来上海好几年了，怎么落户？",
        "我几年前来的中国。怎么申请永居？",
        "我13岁几个月，能不能自己办身份证?",
        "身份证什么的都丢了，怎么补办？",
        "在朋友家住几天，要不要登记？",
        "老板说不管什么签证都能干活，是不是违法？",
        "老婆说没什么大不了的，会不会有事？",
        "没有谁告诉我要登记，会不会罚款？",
        "我还在上学呢。能打工吗？",
        "搬了好几次，要不要每次都登记？",
        "要什么材料？护照？照片？",
        "你好，请问能帮我吗？居住证怎么办？",
        "Should I tell the police where I live and how long I will stay?",
        "Does the boss have to show when I started and what I earn?",
        "Can my mother come to live with us? Which visa?",
        "Does it matter how long I was away?",
        "What is it called, is it a stamp?",
        "Can my dad, who is 70, get a work permit?",
        "Will my permit, which is valid until May, be cancelled when I leave?",
        "May I ask you how long a Q1 visa lasts in Wuhan?",
        "Do we have to live together how many years before the green card?",
        "Is it the place where I was born and where my husband lives?",
        "Can I register at the hotel and where I stay at weekends?",
        "registration fee",
        "Art. 39(2) EEAL",
        "？？？",
        "",
    ],
)
def test_what_asks_one_thing_stays_whole(message: str) -> None:
    assert len(questions_in(message)) == 1


def test_what_is_told_goes_with_the_question_after_it() -> None:
    message = (
        "I lost my card in Shenzhen. My hukou is in Gansu. Must I go home for a new one? "
        "I have a photo of it. How many days does it take?"
    )

    assert questions_in(message) == (
        Asked("I lost my card in Shenzhen. My hukou is in Gansu.", "Must I go home for a new one?"),
        Asked("I have a photo of it.", "How many days does it take?"),
    )


def test_what_is_told_last_goes_with_the_last_question() -> None:
    *_, last = questions_in("Can he stay? What does it cost? He is nine.")

    assert last == Asked("He is nine.", "What does it cost?")


def test_an_echo_belongs_to_the_question_before_it() -> None:
    assert _texts("是不是每次都要去登记？真的吗？不去会罚多少？") == [
        "是不是每次都要去登记？ 真的吗？",
        "不去会罚多少？",
    ]


def test_more_than_the_most_stay_with_the_last() -> None:
    message = " ".join(f"How much is paper {n}?" for n in range(MOST + 2))

    assert len(questions_in(message)) == MOST
    assert _texts(message)[-1].endswith(f"How much is paper {MOST + 1}?")


def test_a_long_message_is_parted_in_time_with_its_length() -> None:
    for words in (
        "also if so ",
        "what if ",
        "and how, ",
        "，几天内",
        "can i? ",
        "(is it ",
        "e.g. ",
    ):
        assert len(questions_in(words * (4000 // len(words)))) <= MOST


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("多少钱", True),
        ("多久能拿到,我在苏州", True),
        ("and is there any fee?", True),
        ("how much cost", True),
        ("多长时间", True),
        ("回乡证换证在内地哪里都可以办吗", False),
        ("Can my wife work?", False),
        ("能开车吗", False),
        ("会罚我们吗?", True),
        ("查進度", True),
        ("去哪投诉", True),
        ("do I leave China or not", True),
        ("Is the fine on me or on them", False),
        ("what does the notary charge for a translation?", False),
    ],
)
def test_a_few_words_hardly_say_what_they_ask_about(question: str, short: bool) -> None:
    assert is_short(question) is short
