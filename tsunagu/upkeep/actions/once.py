"""A form sent twice does its work once (promises §3)."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from tsunagu.upkeep.models import IdempotencyKey


@transaction.atomic
def once(key: str, *, scope: str, at: datetime, act: Callable[[], str]) -> str:
    """Call `act` and keep its answer (an address); a second call with the key gets that answer.

    `scope` names the form and who sends it, `key` what was sent. Key, work and answer are one transaction: when `act`
    refuses (RuleBrokenError) the key is free again. `act` writes the journal.
    """
    try:
        with transaction.atomic():
            claimed = IdempotencyKey.objects.create(scope=scope, key=key, answer="", claimed_at=at)
    except IntegrityError:
        return IdempotencyKey.objects.values_list("answer", flat=True).get(scope=scope, key=key)
    answer = act()
    IdempotencyKey.objects.filter(pk=claimed.pk).update(answer=answer)
    return answer
