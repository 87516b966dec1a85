"""The regular expression of time expressions, made from their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model.lexicon.time import TimeLexicon
from kg.text.alternatives import any_of
from kg.text.numbers import NUMERALS

_NUMBER = rf"\d{{1,2}}|[{NUMERALS}]{{1,3}}"


def time_grammar(lexicon: TimeLexicon) -> str:
    """The regular expression of all time expressions; ``lastgroup`` tells which one it was."""
    ranges, tails = any_of(lexicon.ranges), any_of([*lexicon.year_tails, *lexicon.year_parts])
    week_days = any_of(w for words in lexicon.weekdays for w in words)
    month_part = f"(?:{any_of(lexicon.month_parts)})?"
    month_words = any_of([*lexicon.months, *lexicon.later_months])
    chinese_year = "[一二][〇零一二三四五六七八九]{3}"
    return rf"""(?:(?<!\d)|(?!\d))(?:
    (?P<numeric>(?<![\d./-])(?P<y1>(?:19|20)\d\d)(?P<mark>[-/.])(?P<m1>\d{{1,2}})
        (?:(?P=mark)(?P<d1>\d{{1,2}}))?(?![\d/-]))
  | (?P<years>(?<!\d)(?P<y2>(?:19|20)\d\d)年?[ ]?(?:{ranges})[ ]?(?P<y3>(?:19|20)\d\d)年)
  | (?P<plan>[“"]?(?P<plan_name>{any_of(lexicon.plans)})[”"]?
        (?P<plan_part>{any_of(lexicon.plan_parts)}))
  | (?P<period>(?P<period_way>{any_of([*lexicon.ahead, *lexicon.back])})
        (?P<period_length>{_NUMBER})年)
  | (?P<offset>(?<![\d第])(?P<offset_length>{_NUMBER}|两)(?P<offset_unit>天|日|年|个月)
        (?P<offset_way>{any_of([*lexicon.after, *lexicon.before])}))
  | (?P<week>(?P<week_word>{any_of(lexicon.weeks)})(?P<week_day>{week_days}))
  | (?P<later>{any_of(lexicon.later_days)})
  | (?P<vague>{any_of(lexicon.vague)})
  | (?P<composed>
        (?:(?:(?<!\d)(?P<era>{any_of(lexicon.eras)})?
              (?P<y>\d{{4}}|{chinese_year}|\d\d(?=年[ ]?\d)|(?<=国)\d{{2,3}})[ ]?年度?
             |(?P<ry>{any_of([*lexicon.years, *lexicon.later_years])}))
           (?:(?P<part>{tails})|前(?P<first_months>{_NUMBER})个?月)?)?
        (?:[ ]?(?:(?P<m_from>(?<!\d)\d{{1,2}})月?(?:{ranges}))?
              (?P<m>(?<![\d.])(?:{_NUMBER}))[ ]?月份?{month_part}
          |(?P<rm>{month_words}){month_part})?
        (?:[ ]?(?P<d>(?<![\d.,])(?:{_NUMBER}))[ ]?[日号]|(?P<rd>{any_of(lexicon.days)}))?
        (?:(?<![年月])(?P<part_alone>{any_of(lexicon.year_parts)}))?
    ))"""


def beginning(lexicon: TimeLexicon) -> str:
    """The regular expression of the first character of what may be a time expression.

    It looks no farther than to the unit after a number, and to the second character of a word.
    """
    words = [*lexicon.years, *lexicon.later_years, *lexicon.months, *lexicon.later_months]
    words += [*lexicon.days, *lexicon.later_days, *lexicon.year_parts, *lexicon.eras]
    words += [*lexicon.ahead, *lexicon.back, *lexicon.weeks, *lexicon.vague, *lexicon.plans]
    words += [mark + plan for plan in lexicon.plans for mark in '“"']
    firsts, seconds = _one_of(word[0] for word in words), _one_of(word[1:2] for word in words)
    alone = _one_of(word for word in words if len(word) == 1)
    units = _one_of([*"年月日号天个季-/.", *(word[0] for word in lexicon.ranges)])
    return rf"""(?:[0-9]|[{NUMERALS}两]|{firsts})(?:
        (?<=[0-9])(?<!\d\d)(?=\d{{0,3}}[ ]?{units})
      | (?<=[{NUMERALS}两])(?=[〇零{NUMERALS}]{{0,3}}[ ]?{units})
      | (?<={firsts})(?={seconds})
      | (?<={alone})
    )"""


def _one_of(characters: Iterable[str]) -> str:
    """A regular expression for any of some characters."""
    return f"[{re.escape(''.join(sorted(set(characters))))}]"
