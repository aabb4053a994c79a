"""What an inspection asks, each answered on one page: which answers there are, in their order."""

from kis.inspection.answers.answer import Answer
from kis.inspection.answers.bare_days import BareDays
from kis.inspection.answers.certificates import Certificates
from kis.inspection.answers.chain import Chain
from kis.inspection.answers.events import Events
from kis.inspection.answers.missed_reviews import MissedReviews
from kis.inspection.answers.over_limits import OverLimits
from kis.inspection.answers.participants import Participants

ANSWERS: dict[str, Answer] = {
    answer.slug: answer
    for answer in (
        Participants(),
        BareDays(),
        MissedReviews(),
        Certificates(),
        Chain(),
        OverLimits(),
        Events(),
    )
}
