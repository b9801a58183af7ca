"""Whom to ask about what is not held; only numbers that the corpus has a source for."""

import re

from assistant.messages import CITY_LINE, HOTLINE, LABOUR_LINE, POLICE
from assistant.reading import Reading
from assistant.reply import Contact
from corpus.statement import Status

_LABOUR = re.compile(
    r"social (?:insurance|security)|\bpensions?\b|\bwages?\b|\bsalary\b|labou?r\b|severance|unemploy|work injury|"
    r"社保|社会保险|养老|工资|劳动|工伤|失业|仲裁|赔偿金|五险"
)
_ROBBED = re.compile(
    r"stole|stolen|\brobbed|\btheft\b|pickpocket|"
    r"some(?:one|body) (?:is |has |was )?us(?:e|es|ed|ing) my (?:\w+ ){0,2}(?:id\b|identity|passport|card|name|document|permit|回乡证|台胞证)|"
    r"冒用|盗用|偷了|被偷|被盗|失窃|(?<!名额)被抢(?!购)|(?:身份证|证件|名义).{0,12}(?:贷款|开了?公司|注册了?公司|开了?卡|网贷)"
)
_CHEATED = re.compile(r"scam|fraud|诈骗|被骗")
# Passports, visas, permits to cross the border: the immigration hotline knows of these, whoever asks.
_EXIT_ENTRY = re.compile(
    r"passport|visa|exit|entry|border|abroad|foreign|travel|embassy|one-way|overstay|green card|immigra|"
    r"护照|签证|签注|出境|入境|出入境|边检|边境|通行证|国外|外国|外籍|出国|定居|回乡证|台胞证|单程证|老外|居留|绿卡|永居|免签"
)

# What has to do with the border for some: where it is not said who asks, the hotline knows more.
_FOR_SOME = re.compile(r"permit\b|regist|登记")


def was_robbed(reading: Reading) -> bool:
    """Whether something was stolen, or somebody's card is used by another: the police, whatever else is answered."""
    return _ROBBED.search(reading.own_text) is not None


def contacts_for(reading: Reading) -> tuple[Contact, ...]:
    """Whom to ask, the nearest to the matter first.

    The immigration hotline knows nothing of a citizen's hukou, school or insurance.
    """
    language = reading.passage_language
    is_crime = reading.urgent or was_robbed(reading) or _CHEATED.search(reading.own_text)
    found = [POLICE[language]] if is_crime else []
    of_the_city = reading.status is Status.CITIZEN or (
        reading.status is None and not _FOR_SOME.search(reading.own_text)
    )
    if _LABOUR.search(reading.own_text):
        found.append(LABOUR_LINE[language])
    elif of_the_city and not _EXIT_ENTRY.search(reading.own_text):
        found.append(CITY_LINE[language])
    else:
        found.append(HOTLINE[language])
    return tuple(found)
