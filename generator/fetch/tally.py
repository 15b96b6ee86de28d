"""Tally: what came of all that a source was asked in one run, and what that is worth."""

from generator.fetch.client import Unreachable
from generator.fetch.gather import PATIENCE, Gathered
from generator.model.frozen import dataclass, replace
from generator.model.problem import Exit, Problem

MANY = 10  # papers, of which none can be read: not they are odd, but the source has changed


@dataclass(frozen=True, slots=True)
class Tally:
    """What came so far; whatever else comes makes another tally."""

    name: str  # of the source
    papers: int = 0  # that were read, of those that are wanted
    understood: bool = False  # a paper could be read, be it one that nobody wants
    rejected: int = 0
    unread: str = ""  # why the first of these could not be read
    usable: bool = False  # an answer was, be it that there is nothing
    reached: bool = True  # somebody answered the last question
    failures: int = 0  # one after the other
    met: tuple[Problem, ...] = ()  # what went wrong with answers, each once
    reason: str = ""  # of the first of these, as it may be stored

    @property
    def of_use(self) -> bool:
        """Whether something usable came: nothing did where papers came and none could be read."""
        return self.usable and (self.understood or self.rejected < MANY)

    @property
    def hopeless(self) -> bool:
        """Whether there is no use in asking further."""
        return not self.reached or self.failures > PATIENCE

    @property
    def trouble(self) -> str:
        """Why nothing usable came, as it may be stored; empty if all that was asked for did."""
        return self.reason or self._strange

    @property
    def troubles(self) -> tuple[Problem, ...]:
        """All that went wrong: no more than remarks where something usable came nevertheless."""
        mend = "they are set aside, and read again by a newer Broadsheet: is there one?"
        strange = Problem(self._strange, mend=mend, code=Exit.NETWORK)
        return self._with(strange) if self._strange else self.met

    @property
    def _strange(self) -> str:
        """That papers came and none could be read; empty if not so."""
        none = f"none of {self.rejected:,} papers could be read: {self.unread}"
        return none if self.usable and not self.of_use else ""

    def and_came(self, found: Gathered, what: str = "") -> "Tally":
        """Return the tally with what came of asking for `what`."""
        useful = found.whole or bool(found.records)
        mend = "nothing is lost; try again later"
        problem = found.problem or Problem(found.reason, mend=mend, code=Exit.NETWORK)
        return replace(
            self,
            understood=self.understood or bool(found.records or found.gone),
            rejected=self.rejected + len(found.rejects),
            unread=self.unread or next((each.reason for each in found.rejects), ""),
            usable=self.usable or useful,
            reached=not isinstance(found.problem, Unreachable),
            failures=0 if useful else self.failures + 1,
            met=self.met if found.whole else self._with(problem, what),
            reason=self.reason or found.reason,
        )

    def and_read(self, papers: int) -> "Tally":
        """Return the tally with papers that are wanted, wherever they were read."""
        understood = self.understood or papers > 0
        return replace(self, papers=self.papers + papers, understood=understood)

    def and_broke(self, problem: Problem) -> "Tally":
        """Return the tally of a source whose code has failed, whatever came before."""
        reason = self.reason or f"its code failed at {problem.at}"
        return replace(self, usable=False, met=self._with(problem), reason=reason)

    def _with(self, problem: Problem, what: str = "") -> tuple[Problem, ...]:
        """Return what went wrong, and this, once: parts of a batch may all meet the same."""
        asked = f"{self.name}, {what}" if what else self.name
        what, at = f"{asked}: {problem.what}", problem.at
        told = Problem(what, at=at, mend=problem.mend, code=problem.code)
        told.__cause__ = problem.__cause__
        return self.met if told in self.met else (*self.met, told)
