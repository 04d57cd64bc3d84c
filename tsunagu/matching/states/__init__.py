"""Words of matching: the board of a consultation day, needs and their candidates."""

from tsunagu.matching.states.boards import MOVES as MOVES
from tsunagu.matching.states.boards import Blocked as Blocked
from tsunagu.matching.states.boards import BoardState as BoardState
from tsunagu.matching.states.boards import Broken as Broken
from tsunagu.matching.states.boards import ChangeVerb as ChangeVerb
from tsunagu.matching.states.boards import SolveStatus as SolveStatus
from tsunagu.matching.states.boards import Unplaced as Unplaced
from tsunagu.matching.states.boards import Way as Way
from tsunagu.matching.states.needs import ANSWERED as ANSWERED
from tsunagu.matching.states.needs import BATCH_MOVES as BATCH_MOVES
from tsunagu.matching.states.needs import LIVE as LIVE
from tsunagu.matching.states.needs import MAY_COME_BACK as MAY_COME_BACK
from tsunagu.matching.states.needs import PROPOSAL_MOVES as PROPOSAL_MOVES
from tsunagu.matching.states.needs import BatchState as BatchState
from tsunagu.matching.states.needs import Dropped as Dropped
from tsunagu.matching.states.needs import NeedClosed as NeedClosed
from tsunagu.matching.states.needs import NeedKind as NeedKind
from tsunagu.matching.states.needs import NeedOrigin as NeedOrigin
from tsunagu.matching.states.needs import NeedState as NeedState
from tsunagu.matching.states.needs import ProposalState as ProposalState
from tsunagu.matching.states.needs import Refusal as Refusal
from tsunagu.matching.states.needs import ReviewOf as ReviewOf
from tsunagu.matching.states.needs import Skipped as Skipped
