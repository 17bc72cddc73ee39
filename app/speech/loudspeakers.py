"""Where speech sounds: all players at once, those that go away and come back among them. What sounds, others decide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.speech.clip import Clip
from app.speech.complaints import Complaints
from app.speech.errors import PlayerUnavailable, SoundBrokenOff
from app.speech.protocols import Adjustable, HearsGaps, Player, SoundChoice, Watched

REOPEN_EVERY_S = 1.0  # a sound card that went away; a server that was restarted is back within seconds
RETRY_AFTER_S = 10.0  # one that never was there, or that stays away
PATIENCE_S = 30.0


@dataclass(slots=True, eq=False)
class _Outage:
    """A player that cannot put sound out. Until `patience_ends_at_s` what is to be said waits for it."""

    patience_ends_at_s: float
    retry_at_s: float


class Loudspeakers:
    """Some players that sound as one. Used by one thread.

    One that went away is opened again by itself. For half a minute it is worth waiting for, if it ever worked.
    """

    def __init__(
        self, players: Sequence[Player], complaints: Complaints, on_notice: Callable[[str], None] | None
    ) -> None:
        """Takes who is told "sound_back" when a player that was missing can be heard again; nothing is opened yet."""
        self._players = list(players)
        self._complaints = complaints
        self._on_notice = on_notice
        self._outages: dict[Player, _Outage] = {}
        self._worked: set[Player] = set()

    def open(self, at_s: float) -> None:
        """Gets all of them ready."""
        for player in self._players:
            if self._try(player, player.open, at_s):
                self._worked.add(player)

    def play(self, clip: Clip, at_s: float) -> bool:
        """Starts the clip; False when nobody can hear it."""
        started = False
        for player in self._working():
            if self._try(player, partial(player.play, clip, at_s), at_s):
                started = True
                self._worked.add(player)
                self._complaints.works(player)
        return started

    def silence(self, at_s: float) -> None:
        """Stops what sounds."""
        for player in self._working():
            self._try(player, partial(player.cut, at_s), at_s)

    def sounds(self, at_s: float) -> bool:
        """Whether the clip still sounds."""
        return any(player.is_playing(at_s) for player in self._working())

    def gap_s(self) -> float:
        """For how long the clip that has ended was silent amid its words."""
        gaps = [player.gap_s for player in self._working() if isinstance(player, HearsGaps)]
        return max(gaps, default=0.0)

    def are_worth_waiting(self, at_s: float) -> bool:
        """Whether one is away that may come back any moment."""
        return any(at_s < outage.patience_ends_at_s for outage in self._outages.values())

    def adjust(self, choice: SoundChoice, at_s: float) -> None:
        """Sounds like this from the next clip on; one that is away is tried at once."""
        for player in self._players:
            if isinstance(player, Adjustable):
                self._try(player, partial(player.adjust, choice), at_s)
        for outage in self._outages.values():
            outage.retry_at_s = at_s

    def look_after(self, at_s: float) -> bool:
        """Notices what broke by itself, and what is whole again; True when what sounded was broken off."""
        for player in self._players:
            outage = self._outages.get(player)
            if outage is not None:
                if at_s >= outage.retry_at_s:
                    self._reopen(player, outage, at_s)
            elif isinstance(player, Watched):
                try:
                    player.watch()
                except SoundBrokenOff:
                    return True
                except PlayerUnavailable as trouble:
                    self._lose(player, trouble, at_s)
                    return True
        return False

    def close(self) -> None:
        """Closes all of them."""
        for player in self._players:
            try:
                player.close()
            except PlayerUnavailable as trouble:  # the last words could not be written
                self._complaints.tell(player, trouble)

    def _working(self) -> list[Player]:
        return [player for player in self._players if player not in self._outages]

    def _try(self, player: Player, action: Callable[[], None], at_s: float) -> bool:
        try:
            action()
        except PlayerUnavailable as trouble:
            self._lose(player, trouble, at_s)
            return False
        return True

    def _lose(self, player: Player, trouble: PlayerUnavailable, at_s: float) -> None:
        is_worth_waiting = player in self._worked and isinstance(player, Watched)
        patience_s, retry_s = (PATIENCE_S, REOPEN_EVERY_S) if is_worth_waiting else (0.0, RETRY_AFTER_S)
        self._outages[player] = _Outage(at_s + patience_s, at_s + retry_s)
        self._complaints.tell(player, PlayerUnavailable("sound_lost") if is_worth_waiting else trouble)

    def _reopen(self, player: Player, outage: _Outage, at_s: float) -> None:
        try:
            player.open()
        except PlayerUnavailable:
            outage.retry_at_s = at_s + (REOPEN_EVERY_S if at_s < outage.patience_ends_at_s else RETRY_AFTER_S)
            return
        del self._outages[player]
        self._worked.add(player)
        if isinstance(player, Watched):
            self._complaints.works(player)
            if self._on_notice is not None:
                self._on_notice("sound_back")
