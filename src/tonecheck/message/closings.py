"""What a letter closes with: formulas, names, roles, contacts, postscripts, footers, disclaimers.

A line is judged by its shape, since any name may stand there; the word lists only say what is no name («Дякую»,
«Обнимаю») and no signature («вам», «чекаю»).
"""

from __future__ import annotations

import re
from typing import Final

from tonecheck.message.parts import HOLE


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WITH_NOUN = (
    r"(?:уважением|почтением|пожеланиями|благодарностью|признательностью|приветом|теплом|любовью|симпатией|чувством|поклоном|наилучшими(?=\W*$)"
    r"|повагою|пошаною|шаною|побажаннями|вдячністю|подякою|привітом|любов'ю|найкращими(?=\W*$)|приязню|прихильністю)"
)
#: «С уважением», «С теплом и уважением», «Зі щирою пошаною», «Best regards»: what follows is a signature.
_FORMAL: Final = re.compile(
    rf"(?:(?:с|со|з|із|зі)\s(?:[\w'-]+\s){{0,5}}?{_WITH_NOUN}(?:\s(?:и|та|і|й)\s[\w'-]+)*(?:\s(?:к\sвам|до\sвас))?"
    r"|(?:искренне|всегда|щиро|завжди)\s(?:ваша?|твоя|твій|твой)"
    r"|(?:(?:with|best|kind|kindest|warm|warmest|many)\s){1,3}(?:regards|wishes|thanks)|regards|sincerely(?:\syours)?"
    r"|yours(?:\s(?:sincerely|truly|faithfully))?|cheers)(?![\w'])",
    re.IGNORECASE,
)
#: «С самым сердечным приветом из Перми,»: any such line that ends in a comma.
_UNUSUAL: Final = re.compile(r"(?:с|со|з|із|зі)(?:\s[^\W\d]+){1,5},", re.IGNORECASE)
#: «Обнимаю, Лена», «Ваша Устя Ворона»: what follows in the same line is the author's name.
_AFFECTION: Final = re.compile(
    r"(?:(?:крепко\s|міцно\s)?(?:обнимаю|целую|обіймаю|цілую)(?:\s(?:крепко|міцно))?"
    r"|чмоки|чмок|цьом|цьомки|цьомики|ваша?|твоя|твой|твій)(?![\w'])",
    re.IGNORECASE,
)
#: «Дякую», «Хорошего дня»: a name may follow on the next line; in the same line («Спасибо, Катюша») it is the reader's.
_WISH: Final = re.compile(
    r"(?:(?:заранее\s|большое\s|наперед\s|щиро\s|дуже\s|щира\s|красно\s)?"
    r"(?:спасибо|благодарю|благодарим|дякую|дякуємо|дяка|подяка|вдячна?|вдячний)"
    r"|(?:хорошего|доброго|прекрасного|отличного|удачного|приятного|продуктивного|чудесного|тёплого|теплого"
    r"|гарного|чудового|вдалого|приємного|спокійного|мирного|файного)\s[\w'-]+"
    r"|(?:хороших|отличных|прекрасных|тёплых|теплых|приятных|гарних|чудових|теплих|приємних|спокійних)\s[\w'-]+"
    r"|всего\s(?:доброго|хорошего|наилучшего|самого\s\w+)|(?:усього|всього)\s(?:доброго|найкращого|гарного)"
    r"|на\sвсе\sдобре|бережіть\sсебе|берегите\sсебя|удачи|успехов|успіхів"
    r"|до\s(?:встречи|связи|свидания|завтра|скорого|зустрічі|зв'язку|побачення|скорої)|на\s(?:связи|зв'язку)"
    r"|пока|бувай(?:те)?|па-па|жду|ждём|ждем|чекаю|чекаємо|перепрошую|извините|простите|вибачте)(?![\w'])",
    re.IGNORECASE,
)
_WORDS_AFTER_FORMULA: Final = 4
_FORMULA_WORDS = 4
#: Goods and money: «Работа — 9 000 руб.», «Плитка, 30 м²» is the end of a list, not of a card.
_AMOUNT = re.compile(
    r"\d\s?(?:%|₽|₴|€|\$|(?:руб|грн|тыс|тис|млн|шт|кг|см|мм|м²|м2|м³|мл|уп|компл)(?![^\W\d_]))",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(r"[\s,.!…)–—-]*")

_NO_NAME: Final = _words(
    "а без в вам вас во все всем всего всі всім всё вот вы ви да давай давайте для до ещё если же з за зі з'єднайте и из или і й из-за із к как коли "
    "кстати мы ми на над нам нас наш наша наши наші не нет но ні о об однак он она они от п'ятниця пані по под при про с со сам себе там та так "
    "тебе тебя теперь то тобі только ты ти тут у увага уже це цей через что що чтобы эта это этот я як якщо "
    "благодарим благодарю важливо важно вибачте вибачайте внимание вітаємо вітаю гаразд готова готов готово гарного гарних добре доброго добрый добрий "
    "добридень договорились договір договор дорогой дорогая здравствуйте дякую дякуємо жаль завтра звісно звоните здесь извините итого итог "
    "конечно короче ладно люблю мир нарешті наконец обнимаю обіймаю отлично ок окей перепрошую пишите пожалуйста пока понял поняла привет привіт прийнято принято "
    "приятного прошу простите разом рада радий рад сегодня сейчас скоро спасибо срочно сорри сорян сума супер сумма схема сьогодні терміново тобто також тоже "
    "удачи удачного ура успехов успіхів хай хорошего хороших хорошо целую цілую цьом цьомки цьомики чао чекаю чекаємо чмок чмоки шановний шановна шановні "
    "уважаемый уважаемая уважаемые dear hello hi bye ok okay thanks thank please best kind regards sorry all the we i you this"
)
_NOT_SIGNED: Final = _words(
    "я мы вы ты вас вам вами тебя тебе тобой меня мне нас нам нами ми ви ти тобі тобою мене мені вами це это этот эта эту что що чтобы щоб если якщо "
    "как-то когда коли потому тому бо уже вже ещё ещe еще не нет ні жду ждём ждем чекаю чекаємо прошу спасибо дякую дякуємо благодарю добрый добрий "
    "доброго день привет привіт пожалуйста ласка был была было были був була було були есть будет будут буде будуть может может можно можна надо нужно "
    "треба потрібно хочу давайте кстати доречі очень дуже так же"
)
#: Endings of verbs in the second or first person: «пишите», «чекаємо», «обнимаю», «поглянь».
_VERBISH: Final = re.compile(
    r"[\w'-]{2,}(?:ите|йте|іть|їть|ете|єте|ємо|їмо|имо|емо|аю|яю|ую|юю|юсь|усь|тесь|ться|тся|ешь|ишь|еш|єш)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_NAME_TOKEN: Final = re.compile(rf"[«\"(]?(?:[А-ЯЁІЇЄҐA-Z][\w'’-]*|(?:[А-ЯЁІЇЄҐA-Z]\.){{1,3}}|{HOLE})[.»\")]?(,?)")
_ROLE_AFTER: Final = re.compile(r"[–—|/(-]|(?:из|из-под|з|із|зі|от|від|с)\s", re.IGNORECASE)
_UNIT: Final = re.compile(
    r"(?:служба|отдел|відділ|команда|поддержка|підтримка|бухгалтерия|бухгалтерія|администрация|адміністрація|дирекция|дирекція|компания|компанія"
    r"|агентство|агенція|студия|студія|ооо|оао|зао|ао|ип|тов|фоп|пп|прат|ат|support|team|sales)\s",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    r"\+?\d[\d\s()–-]{6,}\d|[\w.+-]{1,60}@[\w-]{1,60}\.\w|https?://|www\.|\bt\.me/|(?:^|\s)@\w{3,}"
    r"|(?:\b(?:тел|моб|т|m|tel|phone|mob|факс|fax|e-?mail|сайт|site|viber|вайбер|telegram|телеграм|whatsapp|skype|доб|вн)\b\.?\s?:?\s?[+\w@(])"
    r"|\b(?:ул|вул|пр-т|просп|оф|офіс|офис|буд|бул|пер|пров)\.?\s|\bг\.\s?[А-ЯЁ]|\bм\.\s?[А-ЯІЇЄҐ]",
    re.IGNORECASE,
)
_POSTSCRIPT: Final = re.compile(
    r"[*_(]{0,3}(?:P\.?\s?P?\.?\s?S\b|П\.\s?П?\.?\s?С\.|П\.?С\s?[.:–—-]|З\.\s?І\.|ЗІ\s?[.:–—-]|З\.\s?Ы\.|ЗЫ\s?[.:–—-]|Постскриптум)",
    re.IGNORECASE,
)
_DEVICE = (
    r"(?:iphone|ipad|android|андроид|андроїд|samsung|galaxy|xiaomi|redmi|huawei|honor|poco|realme|nokia|windows|outlook|gmail|mail\.ru|mymail|яндекс|yandex"
    r"|ukr\.net|i\.ua|мобильн\w+|мобільн\w+|телефон\w*|смартфон\w*|планшет\w*|устройств\w*|пристро\w+|почт\w+|пошт\w+|proton\w*|spark|bluemail|aqua\smail|thunderbird|viber|macbook|mac)"
)
_FOOTER: Final = re.compile(
    rf"(?:[*_>\s]*(?:отправлено|послано|написано|надіслано|відправлено|sent)\s(?:с|со|из|через|з|із|зі|from|with|via|using)\s.{{0,40}}?{_DEVICE}.{{0,60}}"
    r"|(?:получить|скачать|загрузить|отримати|завантажити|отримайте|get)\s(?:outlook|mymail|почту\smail)\b.{0,60})",
    re.IGNORECASE,
)
_DISCLAIMER: Final = re.compile(
    r"(?:(?:данное|это|настоящее|данный|этот|дане|це|цей|this|внимание|увага|важно|важливо|notice|confidential\w*|конфиденциальность|конфіденційність|информация|інформація)\b"
    r".{0,240}(?:конфиденциал|конфіденц|confidential|предназначен\w{0,3}\s(?:только|исключительно|лишь)|призначен\w{0,3}\s(?:лише|тільки|виключно))"
    r"|(?:пожалуйста,?\s)?(?:подумайте|позаботьтесь)\s.{0,60}(?:печатать|распечат|природ|окружающ)"
    r"|(?:будь\sласка,?\s)?(?:подумайте|подбайте)\s.{0,60}(?:друкувати|роздрук|довкілля|природ)"
    r"|(?:прежде\sчем|перед\sтем,?\sкак)\s(?:рас)?печатать|перш\sніж\s(?:роз)?друкувати|(?:please\s)?(?:consider|think\sof)\sthe\senvironment)",
    re.IGNORECASE,
)


def is_postscript(text: str) -> bool:
    return _POSTSCRIPT.match(text) is not None


def is_footer(text: str) -> bool:
    """«Отправлено с iPhone», «Надіслано з Android», «Get Outlook for iOS»."""
    return _FOOTER.fullmatch(text) is not None


def is_disclaimer(text: str) -> bool:
    """The start of a paragraph on confidentiality or on printing."""
    return _DISCLAIMER.match(text) is not None


def is_formal_closing(text: str) -> bool:
    """The line is a formula like «С уважением,» and nothing else."""
    if _UNUSUAL.fullmatch(text):
        return True
    formula = _FORMAL.match(text)
    return formula is not None and _CLOSED.fullmatch(text, formula.end()) is not None


def is_closing(text: str) -> bool:
    """The line is a closing formula of any kind, formal or not («Хорошего дня», «Обнимаю крепко»)."""
    if is_formal_closing(text):
        return True
    formula = _AFFECTION.match(text) or _WISH.match(text)
    return formula is not None and len(text[formula.end() :].split()) <= _WORDS_AFTER_FORMULA and text[-1] not in ":;?"


def find_signed(text: str) -> int | None:
    """Where the name begins in a line of formula and name («З повагою, Ганна Котик»), or None."""
    formula = _FORMAL.match(text) or _AFFECTION.match(text)
    if formula is None:
        return None
    comma = _CLOSED.match(text, formula.end())
    name = comma.end() if comma else formula.end()
    if name < len(text) and (name > formula.end()) and is_name(text[name:]):
        return name
    return None


def is_name(text: str) -> bool:
    """One to five words with capitals, perhaps a role after them: «Вера», «О. П. Ванина», «Инга Соболь, менеджер»."""
    if len(text) > 90 or text[-1] in "!?:;…":
        return False
    at = count = 0
    lowered: list[str] = []
    while at < len(text):
        token = _NAME_TOKEN.match(text, at)
        if token is None or (token.end() < len(text) and not text[token.end()].isspace()):
            break
        word = token.group().strip('«»"(),')
        if not word.endswith(".") or len(word) > 2:  # «А.» is an initial, «а» would be a conjunction
            lowered.append(word.rstrip(".").lower())
        count += 1
        at = token.end() + (1 if token.end() < len(text) else 0)
        if token[1]:
            break
    if not 1 <= count <= 5 or any(word in _NO_NAME for word in lowered) or is_closing(text):
        return False
    rest = text[at:].strip()
    if count == 1 and (not lowered or _VERBISH.fullmatch(lowered[0]) or text[: max(2, len(lowered[0]))].isupper()):
        return False
    if text[-1] == "." and not rest and len(text.rsplit(maxsplit=1)[-1]) > 3:
        return False
    if not rest:
        return True
    after_comma = text[:at].rstrip().endswith(",")
    return (after_comma or _ROLE_AFTER.match(rest) is not None) and is_card(rest)


def is_unit(text: str) -> bool:
    """A department or firm that signs: «Служба турботи ZoriaDesk», «Отдел продаж», «Підтримка ZoriaDesk»."""
    return _UNIT.match(text) is not None and len(text.split()) <= 6 and text[-1] not in ".!?:;" and is_card(text)


def is_signer(text: str) -> bool:
    """A line that a signature without formula may start with."""
    return (is_name(text) or is_unit(text)) and text[-1] != "," and not _AMOUNT.search(text)


def is_loose_closing(text: str) -> bool:
    """By its shape the formula above a name, whatever it says: «Обнимашки,», «Ну, бувай,»."""
    return text.endswith(",") and len(text.split()) <= _FORMULA_WORDS and not _AMOUNT.search(text)


def is_contact(text: str) -> bool:
    """A phone, an address, a link."""
    return _CONTACT.search(text) is not None and len(text) <= 200 and not _speaks(text)


def is_card(text: str) -> bool:
    """A line as on a visiting card: a name, a role, a firm, a place, a contact; no sentence."""
    if is_contact(text) or _CLOSED.fullmatch(text):
        return True
    if _AMOUNT.search(text):
        return False
    words = text.split()
    if len(text) > 100 or len(words) > 10 or text[-1] in "!?:;…":
        return False
    if text[-1] == "." and len(words[-1].rstrip(".")) > 5:
        return False
    return not _speaks(text)


def _speaks(text: str) -> bool:
    """Words that speak to or of somebody, as cards do not."""
    words = _WORD.findall(text)
    return any(word.lower() in _NOT_SIGNED or (word[0].islower() and _VERBISH.fullmatch(word)) for word in words)
