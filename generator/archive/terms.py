"""Terms: the words that tell what a paper is about, each as a number.

They are the words of its title, those that its abstract says more than once, and those of its
keywords; a plural s makes no difference. What stands in nearly every paper tells nothing and is
left out, and so are commands of TeX. A term weighs the more the more of these say it.

No word is kept, which would be several times as long: a term is 29 bits of a word's CRC-32, and
its weight in the last 3. Words can be found again where they stand (`spelled`).
"""

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from zlib import crc32

from generator.model.folding import words_in, written_in
from generator.model.frozen import dataclass
from generator.model.paper import Paper
from generator.store import tree

MOST = 20  # terms of a paper
SHIFT, WEIGHT = 3, 7  # where a term is, and its weight
TITLE, KEYWORD, REPEATED = 2, 2, 3  # what these add; of a repeated word no more than it is said
COMMAND = re.compile(r"\\[A-Za-z]+")  # of TeX: `\textbf`, `\odot`

NOTHING = frozenset(  # stands in nearly every paper
    """
    a about above across after again against all almost along already also although always among
    an and another any are around as at be because been before being below between beyond both
    but by can cannot could did do does doing done down due during each either else enough
    especially et etc al even ever every few first for four from further furthermore get given had
    has have having hence here how however if in indeed instead into is it its itself just last
    later latter least less let like likely made make makes making many may me might more moreover
    most much must my near need needs neither never nevertheless next no non nor not now of off
    often on once one only onto or other others our out over own per perhaps rather same second
    see several should show shown shows since single six so some still such take than that the
    their them then there thereby therefore these they third this those three through throughout
    thus to together too toward towards two under until up upon us use used useful uses using
    various very via was way ways we well were what when where whereas whether which while who
    whose why will with within without would yet you your

    ability able accuracy accurate achieve achieved achieves achieving additional address
    addresses advance advanced advances aim aims allow allowing allows analysis analyze apply
    applied approach approaches available average based baseline baselines become becomes
    benchmark benchmarks best better build building called can capability capabilities capable
    case cases challenge challenges challenging code common compare compared comparable
    comparison competitive complex complexity component comprehensive compute consider consist
    contain contribution core cost critical crucial current currently data dataset datasets
    demonstrate demonstrates demonstrating depend design designed despite detailed develop
    developed developing development different difficult direct directly diverse effect effective
    effectively effectiveness efficiency efficient efficiently effort emerge emerging empirical
    employ enable enables enabling enhance enhanced enhances enhancing ensure ensures ensuring
    establish evaluate evaluated evaluating evaluation evidence example exhibit existing
    experiment experimental experiments explore explored exploring extend extensive fail fails
    field finally find finding findings fine focus focuses following form framework frameworks
    full fully fundamental future gain gains gap general generally github greater high higher
    highly http https identify impact implement implementation important improve improved
    improvement improvements improves improving include includes including increase increases
    increasing increasingly insight insights introduce introduced introduces introducing
    investigate issue key known lack large larger lead leading leads learn learned learning
    leverage leverages leveraging limit limitation limitations limited limits main maintain
    maintaining method methods model modeling models new notable notably novel number offer
    offering offers open original outperform outperforming outperforms output overall overcome
    paper papers paradigm particular particularly perform performance performing performs point
    poor popular possible potential practical practice present presented presents previous
    previously primarily prior problem problems process processes produce produces project
    promising propose proposed proposes prove provide provided provides providing public publicly
    quality question range rapid recent recently reduce reduced reduces reducing related release
    relevant reliable rely remain remains remarkable report require required requires requiring
    research researchers result resulting results reveal reveals robust robustness role scale
    scenario scenarios set setting settings significant significantly similar simple simply size
    small solution solve solving source specific specifically standard state step steps strategy
    strategies strong struggle studies study substantial success successful successfully suggest
    superior support surpass surpasses surpassing system systems tackle target task tasks
    technique techniques term test tested time times total train trained training type typically
    understand understanding unique unified unlike user users value variety various version wide
    widely work works year years yield yields
    """.split()  # noqa: SIM905 - a list would be three times as long
)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the papers of a day, by id."""

    papers: tuple[bytes, ...] = ()  # of each; none of one that was withdrawn
    stands: bytes = b""  # for each paper as a list of relatives shows it: 32 bits
    token: str = ""  # what stands for all of them


def terms_of(papers: Iterable[Paper]) -> Terms:
    """Return the terms of the papers of a day."""
    ranked = sorted(papers, key=lambda paper: paper.id)
    found = tuple(b"" if paper.withdrawn else packed(paper) for paper in ranked)
    shown = (
        f"{paper.id}\t{paper.title}\t".encode(errors="surrogatepass") + terms
        for paper, terms in zip(ranked, found, strict=True)
    )
    stands = array("I", map(crc32, shown)).tobytes()
    return Terms(found, stands, tree.digest_of(b"".join((stands, *found))))


def packed(paper: Paper) -> bytes:
    """Return the terms of a paper."""
    title = words_in(_told(paper.title))
    said = Counter(words_in(_told(paper.abstract)))
    found: dict[int, int] = {}
    for word, times in said.items():
        if times > 1 and (number := NUMBERS[word]):
            found[number] = min(found.get(number, 0) + times, REPEATED)
    for keyword in paper.keywords:
        for number in filter(None, map(NUMBERS.__getitem__, words_in(_told(keyword)))):
            found[number] = max(found.get(number, 0), KEYWORD)
    for word in dict.fromkeys(title):
        if number := NUMBERS[word]:
            found[number] = min(found.get(number, said[word]), TITLE) + TITLE
    ranked = sorted(found.items(), key=lambda term: (-term[1], term[0]))[:MOST]
    return array("I", [number << SHIFT | weight for number, weight in ranked]).tobytes()


def unpacked(terms: bytes) -> Sequence[int]:
    """Return what `packed` made: `number << SHIFT | weight`, the weightiest first."""
    return memoryview(terms).cast("I")


def by_number(terms: bytes) -> Mapping[int, int]:
    """Return by the number of each term what `packed` made of it."""
    return {term >> SHIFT: term for term in unpacked(terms)}


def shared(one: Mapping[int, int], other: bytes) -> Sequence[int]:
    """Return the numbers of the terms that two papers share, those that weigh most first."""
    both = [
        (-(term & WEIGHT) * (own & WEIGHT), own)
        for term in unpacked(other)
        if (own := one.get(term >> SHIFT))
    ]
    return [own >> SHIFT for _, own in sorted(both)]


def spelled(paper: Paper, numbers: Collection[int]) -> Mapping[int, str]:
    """Return some terms of a paper as it writes them, in its title if they stand there."""
    found: dict[int, str] = {}
    wanted = set(numbers)
    for text in (paper.title, *paper.keywords, paper.abstract):
        if not wanted:
            break
        for word in written_in(_told(text)):
            number = NUMBERS[word.casefold()]
            if number in wanted:
                found[number] = word
                wanted.discard(number)
                if not wanted:  # as often as not early in the abstract
                    break
    return found


def counted(titles: Iterable[str]) -> dict[int, tuple[str, int]]:
    """Return the terms of titles, each as a word, and how many titles have it."""
    words: dict[int, list[str]] = {}
    for title in titles:
        for number, word in {NUMBERS[word]: word for word in words_in(_told(title))}.items():
            if number:
                words.setdefault(number, []).append(word)
    return {number: (min(every), len(every)) for number, every in words.items()}


def among(numbers: Iterable[int], days: Iterable[Terms]) -> Collection[int]:
    """Return which of these terms papers of the days have."""
    wanted = frozenset(numbers)
    found: set[int] = set()
    for day in days:
        found.update(wanted.intersection(map(SHIFT.__rrshift__, unpacked(b"".join(day.papers)))))
    return found


def _told(text: str) -> str:
    """Return `text` without commands of TeX, which readers see no word of."""
    return COMMAND.sub(" ", text) if "\\" in text else text


class _Numbers(dict[str, int]):
    """By word the number of the term that it is; 0 of one that tells nothing."""

    def __missing__(self, word: str) -> int:
        stem = _singular(word)
        tells = len(word) > 1 and not word.isdigit() and NOTHING.isdisjoint((word, stem))
        self[word] = number = crc32(stem.encode(errors="surrogatepass")) >> SHIFT if tells else 0
        return number


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 - but for `ties`
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" else word  # noqa: PLR2004


NUMBERS = _Numbers()
