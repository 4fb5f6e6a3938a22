"""The one place where a key becomes a sentence: what happened, why, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.foundation.errors import Fault
from kiosk.visit.text import Text, text


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened (with its reason), and what a person can do now."""

    what: Text
    next: Text

    @property
    def all(self) -> Text:
        """Both, as they are said."""
        return text("{what}。{next}", what=self.what, next=self.next)


def _told(what: str, next_step: str) -> Explanation:
    return Explanation(text(what), text(next_step))


STAFF = "请按“呼叫人工”，有人来帮您。"

SENTENCES: Mapping[str, Explanation] = {
    "terminal.stumbled": _told("刚才没办成，是机器的原因", "没有扣款，也没有打印。请再试一次。"),
    "staff.not_reached": _told("没有叫到工作人员，是机器的原因", "请到窗口去。急事请打 110、119、120。"),
    "terminal.stumbled_midway": _told("办到一半停了，是机器的原因", "请先看看出纸口，再按“呼叫人工”。"),
    "work.unsure": _told("不知道刚才办成了没有", "请先看看出纸口，再按“呼叫人工”。"),
    "work.slow": _told("等了很久，还没有回音", "可能网络慢。请再试一次，您填的都还在。"),
    "disk.full": _told("机器的存储满了，不敢往下办", STAFF),
    "disk.broken": _told("机器的存储出了毛病，不敢往下办", STAFF),
    "backend.unreachable": _told("网络不通，连不上办事系统", "您填的都还在。请稍后再试一次。"),
    "backend.slow": _told("办事系统很慢，没有回音", "您填的都还在。请再试一次。"),
    "backend.nonsense": _told("办事系统的回答看不懂", "这不是您的问题。请稍后再试。"),
    "backend.broken": _told("办事系统正在维修", "您填的都还在。请稍后再试。"),
    "backend.refused_not_found": _told("没有查到您的登记信息", "可以到窗口核对，或者按“呼叫人工”。"),
    "backend.too_many": _told("查得太频繁，系统让歇一会儿", "请过几分钟再来。"),
    "backend.not_enrolled": _told("这台机器还没有登记", STAFF),
    "backend.clock_wrong": _told("这台机器的时间不准", STAFF),
    "backend.level_too_low": _told("这件事要先刷身份证", "请把身份证放在读卡区，再办。"),
    "backend.session_over": _told("登录时间到了", "为了安全，请再刷一次身份证。"),
    "pause.not_offered": _told("您停下的这件事，这里现在不办了", STAFF),
    "pause.too_long": _told("这次办得太长，留不下来", "请接着办完，不着急。"),
    "reader.no_card": _told("还没有看到身份证", "请把身份证平放在读卡区。"),
    "reader.card_lifted": _told("证件拿开得早了一点", "请再放一次，听到提示再拿开。"),
    "reader.card_unreadable": _told("这张证件没有读出来", "请拿起来，平放着再试一次。"),
    "reader.card_refused": _told("读卡器不认这张证件", "请换一张身份证，或者按“呼叫人工”。"),
    "reader.card_unknown": _told("这不像是身份证", "请放居民身份证或居住证。"),
    "reader.card_data_wrong": _told("证件上的内容没有读对", "请拿起来再放一次。"),
    "reader.card_expired": _told("这张证件已经过了有效期", "请用新的证件，或者到窗口办理。"),
    "reader.reader_absent": _told("读卡器断开了", "接好以后会自己恢复。也可以按“呼叫人工”。"),
    "reader.reader_silent": _told("读卡器没有回应", "正在重新连接。也可以按“呼叫人工”。"),
    "reader.reader_garbled": _told("读卡器传来的内容不完整", "请拿起证件，再放一次。"),
    "reader.reader_broken": _told("读卡器自检没有通过", STAFF),
    "reader.reader_not_authorised": _told("读卡器还没有授权", STAFF),
    "reader.reader_incompatible": _told("读卡器的型号不合适", STAFF),
    "reader.reader_busy": _told("读卡器正忙着", "请稍等，再放一次证件。"),
    "reader.cancelled": _told("读卡停下来了", "请再放一次证件。"),
    "reader.back": _told("读卡器接好了", "请把证件放上去。"),
    "code_scanner.no_code": _told("还没有看到码", "请把码对着扫码窗，离一个手掌远。"),
    "code_scanner.code_unreadable": _told("这个码没有读出来", "请把屏幕调亮、把纸摊平，再试一次。"),
    "code_scanner.code_torn": _told("这个码只读到一部分", "请对准扫码窗，再扫一次。"),
    "code_scanner.code_too_long": _told("这个码太长，读不下", "请换一个码试试。"),
    "code_scanner.code_typed": _told("这串数字不像是扫出来的", "请把码对着扫码窗，再扫一次。"),
    "code_scanner.scanner_absent": _told("扫码器断开了", "接好以后会自己恢复。也可以按“呼叫人工”。"),
    "code_scanner.scanner_busy": _told("扫码器正忙着", "请稍等，再扫一次。"),
    "code_scanner.cancelled": _told("扫码停下来了", "可以再扫一次。"),
    "camera.absent": _told("摄像头断开了", "接好以后会自己恢复。也可以换一种办法。"),
    "camera.silent": _told("摄像头没有画面", "请稍等，再试一次。也可以换一种办法。"),
    "camera.broken": _told("摄像头打不开", STAFF),
    "camera.cancelled": _told("摄像头已经关上了", "可以再试一次。"),
    "microphone.absent": _told("话筒断开了", "接好以后会自己恢复。请先用屏幕或按键。"),
    "microphone.silent": _told("话筒没有声音", "请稍等，再说一次。也可以用屏幕或按键。"),
    "microphone.broken": _told("话筒打不开", "请先用屏幕或按键，一样能办。"),
    "microphone.cancelled": _told("话筒已经关上了", "可以再说一次。"),
    "card_reader.no_card": _told("还没有看到卡", "请把社保卡或邻里卡插好、放平。"),
    "card_reader.card_removed": _told("卡拿开得早了一点", "请再放一次，听到提示再拿开。"),
    "card_reader.card_mute": _told("这张卡没有回应", "请看看芯片朝向，擦一擦再试。"),
    "card_reader.card_unreadable": _told("这张卡没有读出来", "请拿起来，重新放好再试一次。"),
    "card_reader.card_data_wrong": _told("卡里的内容没有读对", "请再试一次，或者到窗口核对这张卡。"),
    "card_reader.card_unknown": _told("不认识这张卡", "请用社保卡或邻里卡。"),
    "card_reader.card_not_ours": _told("这张卡不是本社区发的", "请换一张卡，或者按“呼叫人工”。"),
    "card_reader.card_slow": _told("这张卡让我们等得太久了", "请把卡取出来，再放一次。"),
    "card_reader.reader_absent": _told("插卡的读卡器断开了", "接好以后会自己恢复。也可以按“呼叫人工”。"),
    "card_reader.reader_ambiguous": _told("有两个读卡器分不清", STAFF),
    "card_reader.reader_busy": _told("读卡器正忙着", "请稍等，再放一次卡。"),
    "card_reader.reader_silent": _told("插卡的读卡器没有回应", STAFF),
    "card_reader.reader_broken": _told("插卡的读卡器出了毛病", STAFF),
    "card_reader.service_absent": _told("读卡的程序停下来了", "正在重新连接。也可以按“呼叫人工”。"),
    "card_reader.cancelled": _told("读卡停下来了", "请再放一次卡。"),
    "payment_terminal.card_declined": _told("银行没有同意这次付款", "没有扣款。可以换一张卡，或者换一种付法。"),
    "payment_terminal.card_unreadable": _told("付款机没有读出这张卡", "没有扣款。请擦一擦芯片，再试一次。"),
    "payment_terminal.card_expired": _told("这张银行卡过了有效期", "没有扣款。请换一张卡再试一次。"),
    "payment_terminal.card_not_accepted": _told("付款机不收这张卡", "没有扣款。请换一张卡，或者换一种付法。"),
    "payment_terminal.pin_wrong": _told("密码没有对上", "没有扣款。请想一想，再试一次。"),
    "payment_terminal.funds_missing": _told("这张卡里的钱不够", "没有扣款。请换一张卡，或者换一种付法。"),
    "payment_terminal.amount_refused": _told("这个金额付款机不收", "没有扣款。请到窗口去付。"),
    "payment_terminal.stopped_there": _told("付款停下来了，没有等到卡或密码", "没有扣款。可以再试一次。"),
    "payment_terminal.cancelled": _told("付款停下来了", "请看看付款机的屏幕，再按它说的做。"),
    "payment_terminal.too_slow": _told("等得久了，付款先停下来", "没有扣款。可以再试一次，不着急。"),
    "payment_terminal.bank_unreachable": _told("付款机连不上银行", "没有扣款。请稍后再试，或者到窗口去付。"),
    "payment_terminal.unconfirmed": _told("正在核对您付的这笔钱", "请先不要再付，我们查清楚告诉您。"),
    "payment_terminal.still_running": _told("付款机还在办这一笔", "请稍等，先不要再付。"),
    "payment_terminal.wrong_amount": _told("付款机上的金额和这里的不一样", "请不要走开，" + STAFF),
    "payment_terminal.contradiction": _told("付款机前后说的不一样", "请先不要再付，" + STAFF),
    "payment_terminal.nothing_booked": _told("付款机上没有这笔钱", "没有扣款。可以再付一次。"),
    "payment_terminal.repeated_order": _told("这一笔已经付过了", "您不用再付。请看看收据。"),
    "payment_terminal.earlier_unclear": _told("上一笔付款还在核对", "请稍等，查清楚以后再付。"),
    "payment_terminal.not_journaled": _told("机器记不下账，不敢收钱", STAFF),
    "payment_terminal.not_reversible": _told("这一笔在付款机上退不了", "请拿好收据，到窗口去退。"),
    "payment_terminal.terminal_absent": _told("付款机断开了", "请先不要再付，" + STAFF),
    "payment_terminal.terminal_silent": _told("付款机没有回应", "请先不要再付，" + STAFF),
    "payment_terminal.terminal_garbled": _told("付款机说的听不清", "请先不要再付，" + STAFF),
    "payment_terminal.terminal_busy": _told("付款机正忙着", "请稍等，再看看。"),
    "payment_terminal.terminal_refused": _told("付款机现在不收款", "没有扣款。请到窗口去付。"),
    "payment_terminal.terminal_broken": _told("付款机出了毛病", "没有扣款。请到窗口去付。"),
    "payment_terminal.terminal_forgetful": _told("付款机记不住上一笔账，不敢用它", STAFF),
    "printer.paper_out": _told("打印机没纸了", STAFF),
    "printer.cover_open": _told("打印机的盖子开着", STAFF),
    "printer.feed_button": _told("打印机的走纸键被按住了", "松开以后请再试一次。"),
    "printer.cutter": _told("打印机的切纸刀卡住了", STAFF),
    "printer.overheated": _told("打印机太热了，要歇一会儿", "过几分钟再试一次。"),
    "printer.printer_broken": _told("打印机出了毛病", STAFF),
    "printer.printer_offline": _told("打印机现在不能打印", STAFF),
    "printer.printer_absent": _told("打印机没有接好", STAFF),
    "printer.printer_silent": _told("打印机没有回应", STAFF),
    "printer.unconfirmed": _told("不知道有没有打印好", "请看看出纸口，再告诉我。"),
    "printer.repeated_job": _told("这张凭条已经送去打印过", "请看看出纸口。"),
    "printer.slip_too_wide": _told("这张凭条太宽，打不下", STAFF),
    "printer.printer_busy": _told("打印机正忙着", "请稍等，再试一次。"),
    "printer.no_font": _told("打印机缺少字体，打不了这张凭条", STAFF),
    "printer.cancelled": _told("打印停下来了", "可以再试一次。"),
    "locker.no_such_cell": _told("没有找到这个格口", STAFF),
    "locker.not_commissioned": _told("柜子还没有调试好", STAFF),
    "locker.lock_jammed": _told("柜门卡住了，没有弹开", "请轻轻推一下门，再试一次。"),
    "locker.door_unreadable": _told("看不到柜门开了没有", "请看看柜门，再按“呼叫人工”。"),
    "locker.door_not_closed": _told("柜门还没有关好", "请把柜门推到底，再试一次。"),
    "locker.cell_not_filled": _told("格口里还没有东西", "请先放好东西，再关上柜门。"),
    "locker.no_lamp": _told("这个格口没有消毒灯", "请换一个格口，或者不用消毒。"),
    "locker.lamp_stuck": _told("消毒灯还没有关，门先不开", STAFF),
    "locker.locker_absent": _told("柜子断开了，没有连上", STAFF),
    "locker.locker_silent": _told("柜子没有回应，门没有开", "请稍等，再试一次。"),
    "locker.locker_garbled": _told("柜子的回答听不清，门没有开", "请稍等，再试一次。"),
    "locker.locker_busy": _told("柜子正忙着，门没有开", "请稍等，再试一次。"),
    "locker.cancelled": _told("开柜停下来了", "请看看柜门，可以再试一次。"),
    "document_printer.paper_out": _told("A4 打印机没纸了", STAFF),
    "document_printer.paper_wrong": _told("打印机里放的不是 A4 纸", STAFF),
    "document_printer.paper_jam": _told("打印机里卡纸了", STAFF),
    "document_printer.cover_open": _told("A4 打印机的盖子开着", STAFF),
    "document_printer.tray_full": _told("出纸盘放满了", "请把出好的纸取走，再试一次。"),
    "document_printer.toner_empty": _told("打印机的墨粉用完了", STAFF),
    "document_printer.printer_broken": _told("A4 打印机出了毛病", STAFF),
    "document_printer.printer_offline": _told("A4 打印机现在不能打印", STAFF),
    "document_printer.printer_paused": _told("A4 打印机暂停了", STAFF),
    "document_printer.printer_absent": _told("A4 打印机没有接好", STAFF),
    "document_printer.printer_silent": _told("A4 打印机没有回应", STAFF),
    "document_printer.printer_busy": _told("A4 打印机正忙着", "请稍等，再试一次。"),
    "document_printer.spool_full": _told("打印机存不下了", "请稍等，再试一次。"),
    "document_printer.stuck": _told("打印等了很久，先停下来了", "请看看出纸口，再按“呼叫人工”。"),
    "document_printer.refused": _told("打印机没有收下这份材料", STAFF),
    "document_printer.unconfirmed": _told("不知道有没有打印好", "请看看出纸口，再告诉我。"),
    "document_printer.repeated_job": _told("这份材料已经送去打印过", "请看看出纸口。"),
    "document_printer.document_too_long": _told("这份材料太长，这里打不下", "请到窗口去，有人帮您打印。"),
    "document_printer.no_font": _told("有的字这台打印机印不出来", "请到窗口去，有人帮您打印。"),
    "document_printer.cancelled": _told("打印停下来了", "请看看出纸口，再决定要不要重打。"),
    "directory.missing": _told("通讯录还没有下载到这台机器", "急事请打 110、119、120。"),
    "directory.forged": _told("通讯录没有通过核对，不能用", "急事请打 110、119、120。"),
}


def explain(fault: Fault) -> Explanation:
    """Make the sentences of a fault. A key without sentences is a mistake that a test finds."""
    return SENTENCES.get(fault.key) or SENTENCES["terminal.stumbled"]
