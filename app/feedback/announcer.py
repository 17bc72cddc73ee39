"""What is told to the person, and when: Observation -> Decision.

Here lives the presentation: a note that came into view, was named once, and goes again. How evidence is gathered is in
smoothing.py, whose print was seen in print_evidence.py, hints are in guidance.py, words in words.py. No clock: all
times are source times of the frames.

A value of which print is known is named only when its print was seen in this presentation, whichever reader proposed
it. A note whose print is not seen gets a hint, like any other that is not read. Of several notes in view none is named.
"""

import math
import statistics
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, replace

from app.feedback.guidance import GuidanceParameters, Guide, Hint, HintKind
from app.feedback.modes import GuidanceLevel
from app.feedback.print_evidence import PrintEvidence, PrintRules
from app.feedback.several import SeveralNotes
from app.feedback.smoothing import Evidence, Smoother, SmoothingParameters
from app.feedback.utterance import Announcement
from app.recognition.observation import Observation, PrintMatch, ValueScore


@dataclass(frozen=True, slots=True)
class Decision:
    """What one frame led to; at most one of announcement and hint is given.

    Attributes:
        evidence: what the last frames say together.
        announcement: the value to be spoken now, or None.
        hint: what to tell the person about the picture, or None.
    """

    evidence: Evidence
    announcement: Announcement | None
    hint: Hint | None


# No pictures for longer than this: the note before the camera may be another one than before. A camera that was away
# for three seconds has its first picture here up to one second later: it is tried again, and opened.
LONGEST_INTERRUPTION_S = 4.0
# A slow camera had its last picture up to one of its periods before, and has its first up to one after it is back.
_SLOW_PERIODS = 2
_LONGEST_PERIOD_S = 1.0
_PACE_OF = 5
# How often a frame in which the network sees nothing is looked at for print that a person taught.
LOOKS_EVERY_S = 0.4
# A note that print alone tells has gone once so many looks after it was seen showed it no more; or after so long,
# should no look come back.
_LOOKS_TO_BE_GONE, _LONGEST_LOOKS_S = 2, 10.0


@dataclass(frozen=True, slots=True)
class _Presentation:
    """The last announced note, in seconds of evidence.

    Attributes:
        last_seen_s: when its value was last seen.
        last_found_s: when a note was last found in the picture, whether or not its value was seen.
        now_s: the time now.
        is_gone: it has gone.
    """

    announcement: Announcement
    last_seen_s: float
    last_found_s: float
    now_s: float
    is_gone: bool


class Announcer:
    """Names each note once per presentation.

    Evidence and presentations pass in a time of their own: from one frame to the next at most as long as one frame may
    stand for (`SmoothingParameters.max_frame_s`). So a camera that is interrupted does not take the note away, and one
    that gives two pictures a second can still name it. Hints keep to the time of day, as does print.

    `observe`, `observe_print`, `wants_print`, `reset` and the level of guidance belong to one thread. `current_value`,
    `is_there`, `hint_holds` and `repeat` read one immutable snapshot and may be asked from any thread.
    """

    def __init__(
        self,
        smoothing: SmoothingParameters | None = None,
        guidance: GuidanceParameters | None = None,
        level: GuidanceLevel = GuidanceLevel.FULL,
        *,
        with_print: Collection[str] = (),
        by_print_alone: Collection[str] = (),
        print_rules: PrintRules | None = None,
    ) -> None:
        """Begin with nothing seen.

        Args:
            smoothing: how evidence of the network is gathered.
            guidance: when hints are given.
            level: how much is said besides values.
            with_print: the "CUR/value" that are named only when their print was seen; all others by the network alone.
            by_print_alone: those of them that the network does not know.
            print_rules: when print counts as seen.
        """
        self._smoother = Smoother(smoothing)
        self._with_print = frozenset(with_print)
        self._alone = frozenset(by_print_alone)
        self._print = PrintEvidence(print_rules, by_print_alone)
        self._several = SeveralNotes(self._print.rules.away_s)
        self._wants_print = False
        self.looks_everywhere = False
        """Whether print may be seen where the network sees no note: of a card or a voucher that a person taught."""
        self.print_looks: int | None = None
        """How often frames were looked at for print so far, whatever was seen; None where nobody looks for any."""
        self._looked_s = -math.inf
        self._looks_when_seen: int | None = None  # the print of the note in view; None: just now
        self._guide = Guide(guidance, level)
        self._presentation: _Presentation | None = None
        self._last: Announcement | None = None
        self._captured_at_s: float | None = None
        self._periods_s: deque[float] = deque(maxlen=_PACE_OF)
        self._evidence_s = 0.0

    @property
    def guidance(self) -> GuidanceParameters:
        """When hints are given."""
        return self._guide.parameters

    @property
    def guidance_level(self) -> GuidanceLevel:
        """How much is said besides values."""
        return self._guide.level

    @guidance_level.setter
    def guidance_level(self, level: GuidanceLevel) -> None:
        self._guide.level = level

    @property
    def current_value(self) -> Announcement | None:
        """The announced note that is still in front of the camera, or None."""
        presentation = self._presentation
        return None if presentation is None or presentation.is_gone else presentation.announcement

    def is_there(self, announcement: Announcement, *, grace_s: float) -> bool:
        """Is this the newest announcement, and its note in view or gone for no more than grace_s seconds?

        After a reset nobody knows; what was named last then still holds, so that another source cuts no word.
        """
        presentation = self._presentation
        if presentation is None:
            return self._last is announcement
        return presentation.announcement is announcement and presentation.now_s - presentation.last_seen_s <= grace_s

    def hint_holds(self, hint: Hint) -> bool:
        """Is what the hint is about still so, and nothing read meanwhile?"""
        if hint.kind is HintKind.SEVERAL:
            return self._several.holds
        return self.current_value is None and self._guide.holds(hint)

    def repeat(self) -> Announcement | None:
        """What was announced last, whether or not it is still in view; None before the first announcement."""
        return self._last

    def reset(self) -> None:
        """A new source or another choice of currencies: everything in view must earn its word anew.

        What was said last can still be repeated.
        """
        self._smoother.reset()
        self._guide.reset()
        self._print.reset()
        self._several.reset()
        self._wants_print = False
        self._presentation = None

    def forget_hints(self) -> None:
        """The hints that are to come are the first ones."""
        self._guide.reset()

    def observe(self, observation: Observation) -> Decision:
        """Fold one frame in. Frames come in order of time; one that goes back in time starts a new run."""
        evidence = self._smoother.observe(observation, self._pass_time(observation.captured_at_s))
        self._follow_presentation(evidence, is_found=observation.note_box is not None)
        self._print.follow(observation.captured_at_s, shows_note=observation.shows_note)
        are_several = self._print.shows_several(observation.captured_at_s) or self._has_become_several(observation)
        announcement = None if are_several else self._announce(observation, evidence)
        shown = self.current_value
        is_confirmed = shown is not None and self._smoother.still_shows(evidence, shown.currency, shown.value)
        self._wants_print = not is_confirmed and (observation.shows_note or self._is_time_to_look(observation))
        if announcement is not None:
            self._several.reset()
        has_been_read = self.current_value is not None or are_several
        hint = self._guide.observe(observation, has_been_read=has_been_read, looks=self.print_looks)
        hint = self._several.observe(observation, are_several=are_several) or hint
        return Decision(evidence, announcement, hint)

    def name_alike(self, wanted: bool) -> None:
        """Whether several notes of one value are named together, or told of as several as all others are."""
        self._print.names_alike = wanted

    def _has_become_several(self, observation: Observation) -> bool:
        """Whether another note of the value that was said of one lies beside it now."""
        shown = self.current_value
        return shown is not None and not shown.are_several and self._print.shows_alike(observation.captured_at_s)

    def observe_print(self, match: PrintMatch) -> None:
        """Take in whose print was seen in an earlier frame, before the next one is observed."""
        self._print.add(match)
        presentation = self._presentation
        if match.is_faint or presentation is None or presentation.is_gone:
            return
        shown = presentation.announcement
        if (match.currency, match.value) == (shown.currency, shown.value) and match.captured_at_s > shown.captured_at_s:
            now_s = presentation.now_s
            self._looks_when_seen = None
            self._presentation = replace(presentation, last_seen_s=now_s, last_found_s=now_s)

    @property
    def wants_print(self) -> bool:
        """Whether the frame that was observed last shows something like a note that is not confirmed yet."""
        return self._wants_print

    def _is_time_to_look(self, observation: Observation) -> bool:
        """Whether a frame without a note is to be looked at all the same: now and then, as each look costs."""
        now_s = observation.captured_at_s
        if not self.looks_everywhere or 0 <= now_s - self._looked_s < LOOKS_EVERY_S:
            return False
        self._looked_s = now_s
        return True

    def _pass_time(self, now_s: float) -> float:
        """Move to the frame captured then; returns its time in seconds of evidence."""
        before_s, self._captured_at_s = self._captured_at_s, now_s
        if before_s is None or now_s <= before_s:
            if before_s is not None:
                self.reset()
            self._evidence_s = 0.0
        elif now_s - before_s > self._longest_interruption_s():
            self.reset()
            self._evidence_s += self._smoother.parameters.max_frame_s
        else:
            self._evidence_s += min(now_s - before_s, self._smoother.parameters.max_frame_s)
            self._periods_s.append(now_s - before_s)
        return self._evidence_s

    def _longest_interruption_s(self) -> float:
        period_s = min(statistics.median(self._periods_s), _LONGEST_PERIOD_S) if self._periods_s else 0.0
        return LONGEST_INTERRUPTION_S + _SLOW_PERIODS * period_s

    def _follow_presentation(self, evidence: Evidence, *, is_found: bool) -> None:
        presentation = self._presentation
        if presentation is None:
            return
        shown = presentation.announcement
        if self._looks_when_seen is None:
            self._looks_when_seen = self.print_looks
        if presentation.is_gone:
            self._presentation = replace(presentation, now_s=evidence.time_s)
        elif self._smoother.still_shows(evidence, shown.currency, shown.value):
            self._presentation = replace(
                presentation, last_seen_s=evidence.time_s, last_found_s=evidence.time_s, now_s=evidence.time_s
            )
        else:
            found_s = evidence.time_s if is_found else presentation.last_found_s
            is_gone = self._smoother.is_gone(presentation.last_seen_s, found_s, evidence.time_s)
            is_gone = is_gone and not self._is_yet_to_be_looked_for(presentation, is_found=is_found)
            self._presentation = replace(presentation, last_found_s=found_s, now_s=evidence.time_s, is_gone=is_gone)
            if is_gone:
                # The same note must earn its word anew when it returns; another one that took its place keeps
                # what it has earned since.
                self._smoother.forget_until(presentation.last_seen_s)
                self._print.forget(shown.currency, shown.value)

    def _is_yet_to_be_looked_for(self, presentation: _Presentation, *, is_found: bool) -> bool:
        """Whether nobody can know yet that a note has gone that print alone tells: looks may take long."""
        shown = presentation.announcement
        is_looked_for = shown.key in self._alone and (is_found or self.looks_everywhere)
        is_too_long_ago = presentation.now_s - presentation.last_seen_s >= _LONGEST_LOOKS_S
        if not is_looked_for or is_too_long_ago or self.print_looks is None:
            return False
        return self.print_looks - (self._looks_when_seen or 0) < _LOOKS_TO_BE_GONE

    def _announce(self, observation: Observation, evidence: Evidence) -> Announcement | None:
        best = self._proposed(observation, evidence)
        if best is None:
            return None
        current = self.current_value
        if current is not None and (current.currency, current.value) == (best.currency, best.value):
            return None
        announcement = Announcement(
            currency=best.currency,
            value=best.value,
            face=best.face,
            confidence=best.score,
            frame_index=observation.frame_index,
            captured_at_s=observation.captured_at_s,
            monotonic_s=observation.monotonic_s,
            source_item=observation.source_item,
            is_withdrawn=best.is_withdrawn,
            are_several=self._print.shows_alike(observation.captured_at_s),
        )
        # The frames that earned this word must not help to earn the next one.
        self._smoother.reset()
        self._print.forget_until(observation.captured_at_s)
        self._looks_when_seen = self.print_looks
        self._presentation = _Presentation(
            announcement,
            last_seen_s=evidence.time_s,
            last_found_s=evidence.time_s,
            now_s=evidence.time_s,
            is_gone=False,
        )
        self._last = announcement
        return announcement

    def _proposed(self, observation: Observation, evidence: Evidence) -> ValueScore | None:
        """The value that the network has earned and the print confirms, or that the print shows on its own."""
        best = evidence.value
        if best is not None and evidence.earned:
            needs_print = best.key in self._with_print
            if not needs_print or self._print.is_seen(best.currency, best.value, evidence.score):
                return replace(best, score=evidence.score)
        return self._print.proposed(observation)
