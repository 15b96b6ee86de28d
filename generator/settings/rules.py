"""Rules, as people write them: of a topic in its front matter, of a feed in site.toml."""

from typing import Any

from generator.model.folding import words_of
from generator.model.topic import Rule
from generator.settings.decode import Decoder, uncut


def rules_of(decoder: Decoder, given: Any, path: str) -> tuple[Rule, ...]:  # noqa: ANN401 - whatever was written
    """Return the rules that stand at a dotted key, one or a list; what is wrong is noted."""
    rules: list[Rule] = []
    in_toml = decoder.file.endswith(".toml")
    for each in given if isinstance(given, list | tuple) else [given]:
        if not isinstance(each, dict) or not each:
            mend = "write `rule:` and below it lines such as `  any: [agent, tool use]`"
            if in_toml:
                mend = 'write `rule = { any = ["agent", "tool use"] }`'
            decoder.wrong(path, "this rule has no conditions", mend)
        elif rule := decoder.decode(Rule, each, f"{path}."):
            _check_phrases(decoder, rule, path)
            for key, what, mend in uncut(each, ("categories", "authors")):
                decoder.wrong(f"{path}.{key}", what, "" if in_toml else mend)
            rules.append(rule)
            if not decoder.problems and not any(
                (rule.any, rule.all, rule.categories, rule.authors)
            ):
                decoder.wrong(path, "this rule would find every paper", "add `any:` or `all:`")
    return tuple(rules)


def _check_phrases(decoder: Decoder, rule: Rule, path: str) -> None:
    """Note phrases that would find nothing, or everything, for a reason that is hard to see."""
    for key, phrases in (("any", rule.any), ("all", rule.all), ("none", rule.none)):
        for phrase in phrases:
            letters = words_of(phrase).strip()
            if not letters or (len(letters) == 1 and phrase.strip().casefold() != letters):
                mend = "signs are not compared: write a longer phrase"
                decoder.wrong(f"{path}.{key}", f"nothing of {phrase!r} can be looked for", mend)
            elif len(phrases) == 1 and ", " in phrase:
                mend = f"write {key}: [{phrase}]"
                decoder.wrong(f"{path}.{key}", "this is one phrase with a comma in it", mend)
