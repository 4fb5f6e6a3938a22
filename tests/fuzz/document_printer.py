"""What a print server, or a printer, could answer."""

from hardware.document_printer.ipp import GroupTag, IppNonsense, read_answer
from hardware.document_printer.reasons import read_reasons
from tests.fuzz.target import Target

_PRINTER = bytes.fromhex(
    "0200 0000 00000001 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "04 23 000d 7072696e7465722d7374617465 0004 00000005"
    "44 0015 7072696e7465722d73746174652d726561736f6e73 0011 6d656469612d656d7074792d6572726f72"
    "44 0000 000c 6d656469612d6e6565646564 03"
)


def _answer(octets: bytes) -> None:
    try:
        answer = read_answer(octets)
    except IppNonsense:
        return
    for group in answer.groups:
        for name in group.attributes:
            group.number(name)
            group.word(name)
            group.fact(name, otherwise=True)
            read_reasons(group.words(name))
    answer.first(GroupTag.JOB)


TARGETS = (Target("document_printer.ipp_answer", _answer, (_PRINTER,)),)
