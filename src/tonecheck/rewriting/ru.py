"""Russian: from «ты» to «вы»."""

from __future__ import annotations

from types import MappingProxyType

from tonecheck.rewriting.grammar import Grammar

RUSSIAN = Grammar(
    pronouns=MappingProxyType({"ты": "вы", "тебя": "вас", "тебе": "вам", "тобой": "вами", "тобою": "вами"}),
    locative=MappingProxyType({"тебе": "вас"}),
    locative_prepositions=frozenset({"о", "об", "обо", "в", "во", "на", "при"}),
    possessives=MappingProxyType(
        {
            "твой": "ваш", "твоя": "ваша", "твоё": "ваше", "твое": "ваше", "твои": "ваши", "твоего": "вашего",
            "твоей": "вашей", "твоею": "вашею", "твоему": "вашему", "твою": "вашу", "твоим": "вашим",
            "твоём": "вашем", "твоем": "вашем", "твоих": "ваших", "твоими": "вашими",
        }
    ),
    intensives=MappingProxyType({"сам": "сами", "сама": "сами"}),
    endings=MappingProxyType(
        {
            "verb": (("шься", "тесь"), ("шь", "те")),
            "imperative": (("ись", "итесь"), ("ся", "тесь"), ("", "те")),
            "past": (
                ("шёлся", "шлись"), ("шелся", "шлись"), ("шёл", "шли"), ("шел", "шли"), ("лась", "лись"),
                ("лся", "лись"), ("ся", "лись"), ("ла", "ли"), ("л", "ли"), ("", "ли"),
            ),
            "predicative": (("а", "ы"), ("", "ы")),
        }
    ),
    predicative_feature="Variant=Short",
    clitics=frozenset({"ка", "то", "таки", "с"}),
    copulas=frozenset({"быть", "стать", "становиться", "остаться", "оставаться", "казаться", "оказаться"}),
    coordinators=frozenset({"и", "но", "а", "да", "или", "либо"}),
    subordinators=frozenset({"что", "как", "когда", "если", "пока", "где", "куда", "откуда", "почему", "зачем", "сколько", "раз", "хотя", "поскольку"}),
    barriers=frozenset({"чтобы", "чтоб", "пусть", "пускай", "кто", "который"}),
    transparent=frozenset({"бы", "б", "ли", "ль", "же", "ж", "не", "уже", "уж", "ещё", "еще", "ведь", "ни", "и"}),
    degrees=frozenset(),  # «вы такая внимательная»: full adjectives keep their number
    after_consonant=MappingProxyType({}),
    after_vowel=MappingProxyType({}),  # «могли бы» keeps its «бы»
)  # fmt: skip
