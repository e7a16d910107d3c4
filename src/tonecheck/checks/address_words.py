"""The closed words that finding «ты» / «ти» needs: one frozen record per language, siblings."""

from __future__ import annotations

from dataclasses import dataclass

#: Lemmas that stay singular beside the polite «ви»: «ви перший, хто помітив», «ви єдина».
UNIQUE = frozenset({"перший", "другий", "третій", "останній", "єдиний", "один"})


@dataclass(frozen=True, slots=True)
class AddressWords:
    """What one language says it with; all words as ``Token.norm``, unless they are called lemmas."""

    pronoun: str  #: lemma of «ты»
    possessive: str  #: lemma of «твой»
    polite: frozenset[str]  #: lemmas of «вы», «ваш»
    alone: frozenset[str]  #: «сам», «один»: nominative forms that agree with «ты»
    let: str  #: «давай (сделаем)»
    be: str  #: lemma of the copula
    links: frozenset[str]  #: lemmas of verbs that take a predicative («остался доволен»)
    conveyed: frozenset[str]  #: lemmas whose subject, left out in a question, is the reader («получил договор?»)
    conditional: frozenset[str]  #: «бы»
    negation: frozenset[str]
    please: frozenset[str]  #: what stands beside a request
    modals: frozenset[str]  #: impersonal predicates («нужно»)
    coordinators: frozenset[str]
    openers: frozenset[str]  #: what may stand between the beginning of a clause and its imperative
    parenthetic: frozenset[str]  #: first words of what may stand between a subject and its verb
    thanks: frozenset[str]  #: «спасибо, что нашла»
    yesterday: frozenset[str]  #: adverbs that no request has
    already: frozenset[str]
    conditions: frozenset[str]  #: with «бы» they open a condition, not its consequence
    interrogatives: frozenset[str]  #: «как ни крути»
    so: frozenset[str]  #: «так (что не волнуйся)»
    rhetorical: frozenset[str]  #: with a perfective verb they ask nobody: «кого там дозовёшься»
    doubting: frozenset[str]  #: «разве уследишь»
    whenever: frozenset[str]  #: with an imperfective verb they speak of everybody: «когда крутишься»
    resigned: frozenset[str]  #: «что поделаешь»
    perchance: frozenset[str]  #: «глядишь, и успеем»: parenthetic verbs that look at nobody
    although: frozenset[str]  #: «хоть ложись и плачь»
    several: frozenset[str]  #: words of a letter to more than one person
    together: frozenset[str]  #: lemmas beside «вы» that say the same («все вы»)
    prefixes: str  #: of verbs, alternatives of a regular expression
    insistent: frozenset[str]  #: homonyms that are imperatives wherever their clause lets them
    seldom: frozenset[str]  #: homonyms that in a letter are never imperatives
    full_predicates: bool  #: predicates agree in the full form («ти готовий»), not in a short one


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


RUSSIAN = AddressWords(
    pronoun="ты",
    possessive="твой",
    polite=_set("вы ваш"),
    alone=_set("сам сама один одна"),
    let="давай",
    be="быть",
    links=_set("быть остаться оставаться стать казаться оказаться"),
    conveyed=_set(
        "получить прочитать прочесть посмотреть увидеть видеть смотреть читать глянуть проверить подписать согласовать "
        "оплатить отправить выслать прислать скинуть сделать сдать взять найти решить понять забрать закончить заметить"
    ),
    conditional=_set("бы б"),
    negation=_set("не ни"),
    please=_set("пожалуйста пожалста пжл пжлст плиз плз пож"),
    modals=_set("нужно надо можно нельзя необходимо следует стоит пора нет невозможно достаточно"),
    coordinators=_set("и а но да или либо"),
    openers=_set(
        "и а но да или ну же ж уж вот то так тогда тоже также еще просто лучше только сначала потом затем теперь сейчас "
        "сегодня завтра быстро срочно обязательно пожалуйста плиз плз потому поэтому все это мне нам его ее их им ему ей "
        "меня нас мной скорее заодно если тут там здесь туда сюда снова опять заново вечером утром днем смело не хотя "
        "значит короче кстати слушай смотри давай иди пойди"
    ),
    parenthetic=_set(
        "как конечно кажется похоже видимо наверное наверно может пожалуйста случайно кстати вероятно возможно надеюсь "
        "думаю знаю безусловно разумеется по-моему например судя"
    ),
    thanks=_set("спасибо благодарю спс рад рада приятно здорово"),
    yesterday=_set("вчера позавчера недавно"),
    already=_set("уже еще"),
    conditions=_set("если чтобы как кабы"),
    interrogatives=_set("как куда что сколько кого чего где кто какой какая какие откуда"),
    so=_set("так потому то"),
    rhetorical=_set("что кого кому куда где чем чего откуда"),
    doubting=_set("разве неужто"),
    whenever=_set("когда пока"),
    resigned=_set("поделаешь попишешь возразишь"),
    perchance=_set("глядишь смотришь"),
    although=_set("хоть хотя"),
    several=_set("коллеги друзья господа дамы партнеры клиенты уважаемые дорогие ребята команда оба обе вдвоем втроем"),
    together=_set("весь оба двое трое"),
    prefixes="за|по|от|с|про|до|пере|раз|рас|вы|на|об|при|под|у",
    insistent=_set(
        "дай поверь слушай слышь здравствуй постой закрой устрой поручи удержи размести помести спрячь бей "
        "спой доведи ешь поешь съешь доешь гугли погугли"
    ),
    seldom=_set(
        "три мой сей при почти пускай пожалуй коли пришей домой порой вплавь сродни прочь жаль весь всей нашей пари цари "
        "вести повести навести извести возвести расти вырасти дорасти подрасти перерасти густи хай мини простой"
    ),
    full_predicates=False,
)

UKRAINIAN = AddressWords(
    pronoun="ти",
    possessive="твій",
    polite=_set("ви ваш"),
    alone=_set("сам сама один одна"),
    let="давай",
    be="бути",
    links=_set("бути залишитися лишитися залишатися стати здаватися виявитися"),
    conveyed=_set(
        "отримати одержати прочитати подивитися переглянути побачити бачити дивитися читати глянути перевірити підписати "
        "погодити оплатити відправити надіслати вислати скинути зробити здати взяти знайти вирішити зрозуміти забрати закінчити помітити"
    ),
    conditional=_set("би б"),
    negation=_set("не ні ані"),
    please=_set("ласка прошу плз пліз"),
    modals=_set("треба потрібно можна варто слід необхідно неможливо досить пора немає нема"),
    coordinators=_set("і й та а але або чи"),
    openers=_set(
        "і й та а але або чи ну же ж уж от ось то так тоді теж також ще просто краще тільки лише спочатку потім далі тепер "
        "зараз сьогодні завтра швидко терміново обов'язково ласка будь прошу пліз плз тому все усе це мені нам його її їх їм "
        "йому їй мене нас мною хутчіш заодно якщо тут там туди сюди знову наново ввечері вранці сміливо не отже натомість "
        "коротше до-речі слухай дивись давай іди піди"
    ),
    parenthetic=_set(
        "як звичайно мабуть можливо здається схоже ймовірно певно напевно будь сподіваюся сподіваюсь думаю знаю звісно "
        "безумовно зрозуміло по-моєму наприклад"
    ),
    thanks=_set("дякую спасибі радий рада приємно чудово"),
    yesterday=_set("вчора учора позавчора нещодавно"),
    already=_set("вже уже ще"),
    conditions=_set("якщо щоб якби аби"),
    interrogatives=_set("як куди що скільки кого чого де хто який яка які звідки"),
    so=_set("так тому то"),
    rhetorical=_set("що кого кому куди де чим чого звідки"),
    doubting=_set("хіба невже"),
    whenever=_set("коли поки доки"),
    resigned=_set("вдієш удієш поробиш попишеш заперечиш"),
    perchance=_set("глядиш дивишся"),
    although=_set("хоч хоча"),
    several=_set(
        "колеги друзі панове пані-та-панове партнери клієнти шановні дорогі команда обоє обидва обидві вдвох удвох втрьох утрьох"
    ),
    together=_set("весь увесь обидва обоє двоє троє"),
    prefixes="за|по|від|з|с|про|до|пере|роз|ви|на|об|при|під|у",
    insistent=_set(
        "май люби прийми знайди зайди поговори говори запусти постав виправ відправ поправ представ достав замов подовж "
        "докупи лови лети приїзди заїзди займи візьми пусти зачини заведи дай пиши уяви вислови збережи"
    ),
    seldom=_set(
        "три мій сій при хай нехай коли відколи став справ прав настав перестав устав застав відстав край покрай попри "
        "вгору догори згори вкрай украй потай здовж вплав рости вирости зрости молоти колоти вели пали сміти "
        "добрий злий простій дій кажись зась всій колись відкоси звали звалися мав"
    ),
    full_predicates=True,
)

_WORDS = {"ru": RUSSIAN, "uk": UKRAINIAN}


def find_words(lang: str) -> AddressWords:
    """The words of «ru» or «uk»."""
    return _WORDS[lang]
