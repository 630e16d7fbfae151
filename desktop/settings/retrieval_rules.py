"""The rules of the register of retrievals as they are set on this machine."""

from desktop.domain.retrieval_rules import ConsentRule, RetrievalRules, TwoPersons
from desktop.settings import declared
from desktop.settings.store import Settings


def rules_of(settings: Settings) -> RetrievalRules:
    """Return the rules; every change of them is entered in the register as an operation."""
    case = settings.get(declared.CASE_AND_APPROVER)
    return RetrievalRules(
        two_persons=TwoPersons(settings.get(declared.TWO_PERSONS)),
        scan=settings.get(declared.LEGAL_DOCUMENT_SCAN),
        case_number=case,
        outside_approval=case,
        consent=ConsentRule(settings.get(declared.HOUSEHOLD_CONSENT)),
        longest_hours=settings.get(declared.LONGEST_HOURS),
    )
