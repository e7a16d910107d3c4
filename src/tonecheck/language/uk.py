"""Ukrainian: closed-class facts."""

from __future__ import annotations

from types import MappingProxyType

from tonecheck.language.base import Language

UKRAINIAN = Language(
    code="uk",
    letters=frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    own_letters=frozenset("ґєії"),
    abbreviations=frozenset(
        "р рр вул буд кв стор корп оф просп пров пл обл р-н смт м с ім тел дод факс грн коп тис млн млрд шт кг см мм екз "
        "л ст п пп рис табл гл розд ред вид пор див т тт тов гр п-н п-ні проф доц акад заст нач інж хв сек год чол "
        "напр прим англ нім рос укр лат дол ел адр св о н е бл".split()
    ),
    closing_abbreviations=frozenset("т.д т.п т.зв т.ч ін тощо р рр грн коп шт".split()),
    determiners=frozenset("мій твій свій наш ваш цей той такий весь увесь сам самий який котрий кожний кожен будь-який інший всякий чий".split()),
    subordinators=frozenset("що щоб якщо коли поки хоча бо оскільки як наче неначе ніби мов якби аби доки".split()),
    stop_words=frozenset(
        "і й та в у на не що з із зі як це до за від про але для ми ви він вона вони вас вам нас нам є було буде були "
        "щоб якщо коли або чи ще вже теж також дуже тільки лише який яка яке які цей ця це ці того "
        "дякую вітаю добрий день будь ласка з повагою сьогодні завтра можна треба немає так ні".split()
    ),
    lexicon=MappingProxyType(
        {
            "ще": (("ще", "ADV", ""),),
            "вже": (("вже", "ADV", ""),),
            "теж": (("теж", "PART", ""),),
            "немає": (("немає", "VERB", "VerbForm=Fin|Tense=Pres|Mood=Ind|Person=3|Number=Sing"),),
            "нема": (("нема", "VERB", "VerbForm=Fin|Tense=Pres|Mood=Ind|Person=3|Number=Sing"),),
            # the dictionary gives «є» all six persons; a letter means the third
            "є": (("бути", "VERB", "VerbForm=Fin|Tense=Pres|Mood=Ind|Person=3|Number=Sing"),),
        }
    ),
)
