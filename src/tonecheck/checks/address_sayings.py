"""Second persons that address nobody: idioms, sayings and the generalised «you».

Sayings are data, both languages side by side: words as ``Token.norm``, «a|b» for either, «…» for up to six words
between; punctuation is skipped. Structure catches what no list can: «куда ни глянь», «без этого не обойдёшься».
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

GAP = 6

#: Set phrases, then proverbs as they are quoted today (after В. И. Даль, «Пословицы русского народа»).
RUSSIAN = """
ух|ах|эх|ох|ишь ты · вот тебе и|раз|на · вот те на|раз · боже|господи|бог ты мой · мать твою · будь то · будь что будет
черт|бес|леший тебя · то|того и гляди|жди · не дай|приведи бог|боже|господь · дай бог|боже · упаси|спаси|сохрани бог|боже|господь|господи
спаси и сохрани · слава тебе господи · бог с тобой · ни дать ни взять · будь оно|он|она проклято|проклят|проклята|неладно|неладен
знай наших|себе · только и знай|успевай · хоть убей|умри|тресни|плачь|отбавляй|лопни|разорвись|стой|вешайся · пиши пропало
поминай как звали · держи карман · иди|пойди|поди знай|угадай|пойми|разбери|докажи · попробуй|попробуйте найди|угадай|пойми|разбери|докажи
хочешь не хочешь · хочешь не|ни хоти · тише едешь дальше будешь · семь раз отмерь · один раз отрежь|отмерь · отмерь один отрежь · век живи век учись
доверяй но проверяй · поживешь увидишь · что посеешь … пожнешь · не зная броду не суйся · куй железо · готовь сани летом
любишь|люби кататься … возить · назвался груздем полезай · не откладывай на завтра · не рой яму · не рой другому яму · не говори гоп
перепрыгнешь|перескочишь · поспешишь людей насмешишь · меньше знаешь крепче|лучше спишь · с кем поведешься … наберешься
за двумя зайцами погонишься … поймаешь · как корабль|лодку|яхту назовешь · кашу маслом не испортишь · сердцу не прикажешь
насильно мил не будешь · шила|шило в мешке не утаишь · из песни слова|слов не выкинешь · слезами горю не поможешь
выше головы не прыгнешь · лбом стену|стены не прошибешь · всем|всех не угодишь|накормишь · не учи ученого · береги честь смолоду
береги платье снову · не имей сто|ста рублей · скажи мне кто твой друг · без труда не выловишь|вытащишь · не спеши а|но поспешай
сам погибай … выручай · надейся … не плошай · не буди лихо · хочешь мира готовься к войне · хочешь рассмешить бога
хочешь сделать хорошо сделай сам · дают бери · бьют беги · что имеешь не хранишь · с волками жить … выть · с волками жить по волчьи вой
по одежке протягивай ножки · разделяй и властвуй · не верь глазам|ушам · не верь не бойся не проси · днем с огнем не найдешь|сыщешь
бери не хочу · займи и|да выпей · тут|здесь|ничего не скажешь · не плюй в колодец · в колодец … пьешь · умом россию
"""

#: The same by Ukrainian use (after М. Номис, «Українські приказки, прислів'я і таке інше»).
UKRAINIAN = """
ух|ох|ах|ех|ой|ич|бач ти · от|ось тобі й|і|на · боже ти мій · матері твоїй · трясця твоїй · біс|чорт тебе · будь ласка · будь то
того|то й|і гляди|дивись|диви|чекай · не дай|приведи бог|боже|господи · дай бог|боже · борони|боронь|крий|спаси|храни|збережи бог|боже|господи
слава тобі господи · бог з тобою · будь воно|він|вона проклят|прокляте|проклятий|неладен|неладне · знай наших|собі · хай тобі грець|абищо
тільки|лише й|і знай|встигай · хоч убий|плач|вмри|помри|трісни|відбавляй|стій|ріж|вовком|кричи|гукай|лусни|скач · хоч греблю гати
хоч круть … верть · пиши пропало · шукай вітра · іди|йди|піди знай|вгадай|угадай|зрозумій|розбери|розберись|доведи
спробуй|спробуйте знайди|вгадай|угадай|зрозумій|розбери|доведи · хочеш не хочеш · хоч не хоч · хочеш чи не хочеш · тихіше їдеш далі будеш
сім раз|разів відміряй|відмір|примір|приміряй · один|раз раз|і відріж|одріж · а|один раз відріж|одріж · вік живи вік учись|вчись · довіряй але|та перевіряй · поживеш побачиш
що посієш … пожнеш · як посієш … пожнеш · не знаючи броду не лізь|пхайся|суйся · не спитавши броду не лізь|пхайся|суйся · куй залізо
готуй сани|воза … влітку · любиш|люби кататися|їздити … возити · назвався грибом … лізь · не відкладай на завтра
не копай|рий іншому яму · не копай|рий яму · не кажи гоп · перескочиш · поспішиш людей насмішиш · менше знаєш краще|міцніше спиш
з ким поведешся … наберешся · за двома зайцями поженешся … впіймаєш|спіймаєш · як корабель|човен назвеш · каші|кашу маслом не зіпсуєш
серцю не накажеш · силою|силоміць не будеш милим|милий · шила|шило в|у мішку не сховаєш|втаїш|утаїш · з пісні слова|слів не викинеш
слізьми|сльозами горю|біді не поможеш|допоможеш · вище голови не стрибнеш|скочиш|підстрибнеш · лобом стіну|стіни|муру не проб'єш
всім|усім не догодиш · усіх|всіх не нагодуєш · не вчи вченого · бережи честь змолоду · не май сто|ста рублів|карбованців|гривень
скажи мені хто твій друг · без труда|праці не впіймаєш|витягнеш · на бога надійся|сподівайся · не буди лихо · хочеш миру готуйся до війни
хочеш розсмішити бога · хочеш зробити добре зроби сам · дають бери · б'ють тікай · з вовками жити … вий · по своєму ліжку простягай ніжки
розділяй|поділяй і|й володарюй|владарюй · не вір очам|вухам · вдень|удень … не знайдеш · бери не хочу · займи й|та|і випий · позич і|та|й випий · нічого не вдієш|поробиш|попишеш|скажеш
тут не скажеш|поробиш|вдієш · учи інших … себе · не лізь поперед батька · не плюй у|в криницю|колодязь · їж борщ … · терпи козаче|козак
"""

_TABLES = {"ru": RUSSIAN, "uk": UKRAINIAN}
#: What announces folk wisdom: «как говорится, тише едешь…», «як мовиться, поспішай повільно».
_LEADS = {
    "ru": ("как говорится", "как говорят", "как в поговорке", "как в пословице", "недаром говорят", "не зря говорят"),
    "uk": (
        "як мовиться",
        "як кажуть",
        "як то кажуть",
        "як у приказці",
        "як у прислів'ї",
        "недарма кажуть",
        "не дарма кажуть",
    ),
}
_Saying = tuple[frozenset[str] | None, ...]


@cache
def _sayings(lang: str) -> dict[str, tuple[_Saying, ...]]:
    """Sayings by each of their possible first words; None stands for a gap."""
    index: dict[str, list[_Saying]] = {}
    for line in _TABLES[lang].strip().replace("\n", " · ").split(" · "):
        words = tuple(None if word == "…" else frozenset(word.split("|")) for word in line.split())
        saying = words[:-1] if words[-1] is None else words
        assert saying
        assert saying[0] is not None
        for first in saying[0]:
            index.setdefault(first, []).append(saying)
    return {first: tuple(found) for first, found in index.items()}


def find_sayings(document: Document) -> frozenset[int]:
    """Indexes of the tokens that belong to a set phrase, a saying, or what is announced as one."""
    index, leads = _sayings(document.lang), _leads(document.lang)
    words = [t for t in document.tokens if t.is_word]
    found: set[int] = set()
    for at, token in enumerate(words):
        for lead in leads.get(token.norm, ()):
            if lead == tuple([t.norm for t in words[at : at + len(lead)]]):
                found.update(_announced(document, token.index))
        for saying in index.get(token.norm, ()):
            end = _match(document, words, at, saying)
            if end is not None:
                found.update(range(token.index, words[end].index + 1))
    return frozenset(found)


@cache
def _leads(lang: str) -> dict[str, list[tuple[str, ...]]]:
    """Announcements by their first word."""
    leads: dict[str, list[tuple[str, ...]]] = {}
    for lead in _LEADS[lang]:
        first, *others = lead.split()
        leads.setdefault(first, []).append((first, *others))
    return leads


def _announced(document: Document, start: int) -> range:
    """From the announcement to the end of its sentence, or to a colon, after which the author speaks again."""
    end = document.sentence_of(start).end
    return range(start, next((i for i in range(start, end) if document.tokens[i].text == ":"), end))


def _match(document: Document, words: list[Token], at: int, saying: _Saying) -> int | None:
    """The position in ``words`` of the last word of ``saying`` begun at ``at``, or None."""
    sentence = document.sentence_numbers[words[at].index]
    slack = 0
    for wanted in saying:
        if wanted is None:
            slack = GAP
            continue
        fitting = _within(words, at, at + slack + 1)
        hit = next((i for i, t in fitting if t.norm in wanted), None)
        if hit is None or document.sentence_numbers[words[hit].index] - sentence > 1:
            return None
        at, slack = hit + 1, 0
    return at - 1


def _within(words: list[Token], start: int, end: int) -> Iterator[tuple[int, Token]]:
    return ((i, words[i]) for i in range(start, min(end, len(words))))
