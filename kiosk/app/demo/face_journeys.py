"""The journeys of who logs in: a face left, used, deleted; a certificate by a second proof; tricks that are refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from hardware.emulators.chip_cards.social_security import SocialSecurityChip
from hardware.emulators.head.actor import Cast
from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.laid import put_card
from kiosk.app.demo.obeying import newest_of, standing_there
from kiosk.app.demo.steps import begin_by_keys, begin_by_touch, must_be_dark
from kiosk.app.demo.tray import WANG, holder_of
from kiosk.app.senses import JourneyError

LOOKED_AT_S = 60.0
"""By ear four things are asked, and each sentence is heard to its end before it is heeded."""
SOON_S = 30.0
TRIES, WAKES_S = 6, 6.0
CERTIFICATE, WILL_SAY = "打印参保证明吗", "参保证明上会写这些"


def my_face_by_touch(walk: Walk) -> None:
    """See that nothing is kept, read what consent means, leave a face, delete it."""
    begin_by_touch(walk)
    _open_my_face_by_touch(walk)
    with walk.step("看清楚要同意什么"):
        _tap_until_it_wakes(walk, "leave", "您同意留下人脸吗")
        walk.eyes.sees("特征，不存照片")
    with walk.step("同意，再用手机确认是她"):
        walk.eyes.taps("yes")
        _confirm_by_phone_code(walk)
    with walk.step("照着话做"):
        walk.eyes.sees("请面向摄像头", SOON_S)
        with _obeying_by_touch(walk):
            walk.eyes.sees("您的人脸留好了", LOOKED_AT_S)
    _delete_by_touch(walk)
    _leave_by_touch(walk)


def my_face_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark: nobody sees the mirror, the words are enough."""
    begin_by_keys(walk)
    _open_my_face_by_keys(walk)
    _leave_a_face_by_keys(walk)
    _delete_by_keys(walk)
    _leave_by_keys(walk, "好的", "不用了")


def face_login_by_touch(walk: Walk) -> None:
    """A face that was left, against the claim of a social-security card: the two open the insurance together."""
    begin_by_touch(walk)
    _open_my_face_by_touch(walk)
    with walk.step("留下人脸"):
        _tap_until_it_wakes(walk, "leave", "您同意留下人脸吗")
        walk.eyes.taps("yes")
        _confirm_by_phone_code(walk)
        walk.eyes.sees("请面向摄像头", SOON_S)
        with _obeying_by_touch(walk):
            walk.eyes.sees("您的人脸留好了", LOOKED_AT_S)
        walk.eyes.taps("done")
        _end_by_touch(walk)
    begin_by_touch(walk)
    with _social_security_card_lies(walk):
        with walk.step("在“查社保”里放社保卡"):
            walk.eyes.taps("social_insurance")
            walk.eyes.sees("请再用一种办法确认是您", SOON_S)
        with walk.step("选刷脸，照着话做"):
            _tap_until_it_wakes(walk, "face", "请面向摄像头")
            with _obeying_by_touch(walk):
                walk.eyes.sees("养老保险已缴", LOOKED_AT_S)
    with walk.step("看好了"):
        _end_by_touch(walk)
    begin_by_touch(walk)
    _open_my_face_by_touch(walk, kept=True)
    _delete_by_touch(walk)
    _leave_by_touch(walk)


def face_login_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark."""
    begin_by_keys(walk)
    _open_my_face_by_keys(walk)
    _leave_a_face_by_keys(walk)
    _leave_by_keys(walk, "好的", "看好了")
    _begin_again_by_keys(walk)
    with _social_security_card_lies(walk):
        with walk.step("在“查社保”里放社保卡"):
            walk.keys.chooses("查社保")
            walk.keys.hears("请再用一种办法确认是您", SOON_S)
        with walk.step("选刷脸，照着听到的做"):
            _look_by_keys(walk, "养老保险已缴十八年零四个月")
    _leave_by_keys(walk, "看好了")
    _begin_again_by_keys(walk)
    _open_my_face_by_keys(walk, "这里存着您的人脸")
    _delete_by_keys(walk)
    _leave_by_keys(walk, "好的", "不用了")


def certificate_by_face(walk: Walk) -> None:
    """Before the certificate is printed it wants one proof more: her face against the photo of her card."""
    _ask_for_certificate_by_touch(walk)
    with walk.step("选刷脸，照着话做"):
        _tap_until_it_wakes(walk, "face", "请面向摄像头")
        with _obeying_by_touch(walk):
            walk.eyes.sees(CERTIFICATE, LOOKED_AT_S)
    _take_certificate_by_touch(walk)


def certificate_by_face_and_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark."""
    _ask_for_certificate_by_keys(walk)
    with walk.step("选刷脸，照着听到的做"):
        _look_by_keys(walk, CERTIFICATE)
    _take_certificate_by_keys(walk)


def certificate_by_message(walk: Walk) -> None:
    """The same by a code that is sent to her telephone."""
    _ask_for_certificate_by_touch(walk)
    with walk.step("选手机验证码，输手机号"):
        before = walk.world.phone.newest()
        walk.eyes.taps("sms")
        walk.eyes.sees("请输入您的手机号")
        _type(walk, walk.world.phone.number)
    with walk.step("收到短信，输验证码"):
        walk.eyes.taps("enter")
        walk.eyes.sees("请输入短信里的验证码")
        _type(walk, walk.world.phone.code_other_than(before))
        walk.eyes.sees(CERTIFICATE, SOON_S)
    _take_certificate_by_touch(walk)


def certificate_by_phone_code_and_keys(walk: Walk) -> None:
    """The same by the code that her telephone shows, which nobody has to type."""
    _ask_for_certificate_by_keys(walk)
    with walk.step("选手机上的码，放到扫码窗前"):
        walk.keys.chooses("手机上的码")
        walk.keys.hears("请扫手机上的登录码")
        walk.world.phone.hold_up_code()
        walk.keys.hears(CERTIFICATE, SOON_S)
        must_be_dark(walk)
    _take_certificate_by_keys(walk)


def print_is_refused(walk: Walk) -> None:
    """Somebody has her card and a print of her: three times no; then another way is offered, kindly, and taken."""
    _ask_for_certificate_by_touch(walk)
    with walk.step("拿着照片刷脸：不行"):
        _tap_until_it_wakes(walk, "face", "请面向摄像头")
        with _obeying_by_touch(walk, Cast.PRINT_FLAT):
            walk.eyes.sees_item("another_way", LOOKED_AT_S)
            walk.eyes.misses("请面向摄像头", 3 * LOOKED_AT_S)
    _go_on_by_phone_code(walk)


def camera_pulled_out(walk: Walk) -> None:
    """The camera is pulled out while it looks: it is said, and another way goes on."""
    _ask_for_certificate_by_touch(walk)
    head = walk.world.desk.head
    with walk.step("刷到一半，摄像头被拔了"):
        _tap_until_it_wakes(walk, "face", "请面向摄像头")
        head.come()
        walk.eyes.sees_item("another_way")
        head.unplug()
        try:
            walk.eyes.misses("请面向摄像头", SOON_S)
            walk.eyes.sees("摄像头")
            _go_on_by_phone_code(walk)
        finally:
            head.plug()
            head.play(Cast.NOBODY)


def _go_on_by_phone_code(walk: Walk) -> None:
    """What was said is read, another way is chosen: the telephone. Her face alone was never what it hung on."""
    with walk.step("好好说了，换一种办法"):
        walk.eyes.taps("another_way")
        walk.eyes.sees("请再用一种办法确认是您")
    with walk.step("选手机上的码，放到扫码窗前"):
        _confirm_by_phone_code(walk)
        walk.eyes.sees(CERTIFICATE, SOON_S)
    _take_certificate_by_touch(walk)


def _confirm_by_phone_code(walk: Walk) -> None:
    walk.eyes.sees("请再用一种办法确认是您", SOON_S)
    walk.eyes.taps("phone_code")
    walk.eyes.sees("请扫手机上的登录码")
    walk.world.phone.hold_up_code()


@contextmanager
def _obeying_by_touch(walk: Walk, cast: Cast = Cast.RESIDENT) -> Iterator[None]:
    with standing_there(walk.world.desk.head, walk.eyes.reads, cast):
        yield


@contextmanager
def _social_security_card_lies(walk: Walk) -> Iterator[None]:
    """Her social-security card is in the reader for as long."""
    try:
        reader = walk.world.desk.card_reader
    except LookupError as error:
        raise JourneyError(str(error)) from None
    reader.put_card(SocialSecurityChip(holder_of(WANG)))
    try:
        yield
    finally:
        reader.pull_card()


def _tap_until_it_wakes(walk: Walk, item: str, words: str) -> None:
    """Touch what may still rest, because the engine of faces is loaded after everything else; again, if it did."""
    for _ in range(TRIES):
        walk.eyes.taps(item)
        try:
            walk.eyes.sees(words, WAKES_S)
        except JourneyError:
            continue
        return
    raise JourneyError(f"“{item}” does not wake")


def _choose_until_it_wakes(walk: Walk, name: str, words: str) -> None:
    for _ in range(TRIES):
        walk.keys.chooses(name)
        try:
            walk.keys.hears(words, WAKES_S)
        except JourneyError:
            continue
        return
    raise JourneyError(f"“{name}” does not wake")


def _open_my_face_by_touch(walk: Walk, *, kept: bool = False) -> None:
    with walk.step("打开“我的人脸”，放身份证"):
        walk.eyes.taps("others")
        walk.eyes.taps("my_face")
        walk.eyes.sees("请放身份证")
        put_card(walk)
        walk.eyes.sees("这里存着您的人脸" if kept else "这里没有存您的人脸", SOON_S)


def _begin_again_by_keys(walk: Walk) -> None:
    """The headphones are in still: any key begins."""
    with walk.step("按一个键，再来一次"):
        walk.keys.presses("down")
        walk.keys.hears("今天办什么事")
        must_be_dark(walk)


def _open_my_face_by_keys(walk: Walk, answer: str = "没有存您的人脸") -> None:
    with walk.step("找到“我的人脸”，放身份证"):
        walk.keys.chooses("更多服务")
        walk.keys.chooses("我的人脸")
        walk.keys.hears("请放身份证")
        put_card(walk)
        walk.keys.hears(answer, SOON_S)


def _leave_a_face_by_keys(walk: Walk) -> None:
    with walk.step("听清楚要同意什么"):
        _choose_until_it_wakes(walk, "留下人脸", "您同意留下人脸吗")
        walk.keys.hears("存的是特征，不存照片", SOON_S)
    with walk.step("同意，再用手机确认是她"):
        walk.keys.chooses("我同意留下")
        walk.keys.hears("请再用一种办法确认是您", SOON_S)
        walk.keys.chooses("手机上的码")
        walk.keys.hears("请扫手机上的登录码")
        since = len(walk.keys.heard)
        walk.world.phone.hold_up_code()
    with walk.step("照着听到的做"):
        _obey_by_keys(walk, since, "您的人脸留好了")


def _look_by_keys(walk: Walk, words: str) -> None:
    since = len(walk.keys.heard)
    _choose_until_it_wakes(walk, "刷脸", "请面向摄像头")
    _obey_by_keys(walk, since, words)


def _obey_by_keys(walk: Walk, since: int, words: str) -> None:
    """Do what was heard since, in the dark, until these words are heard."""
    with standing_there(walk.world.desk.head, newest_of(lambda: walk.keys.heard, since)):
        walk.keys.hears(words, LOOKED_AT_S)
    must_be_dark(walk)


def _delete_by_keys(walk: Walk) -> None:
    with walk.step("删掉"):
        if "这里存着您的人脸" not in "".join(walk.keys.heard[-4:]):  # the page that says it is kept stands before
            walk.keys.chooses("好的")
        walk.keys.chooses("删除")
        walk.keys.hears("现在删掉您的人脸吗")
        walk.keys.chooses("删掉")
        walk.keys.hears("您的人脸删掉了", SOON_S)


def _delete_by_touch(walk: Walk) -> None:
    with walk.step("删掉"):
        if not walk.eyes.item_with("删除", 0.0):  # the page that says it is kept stands before
            walk.eyes.taps("done")
        walk.eyes.taps("delete")
        walk.eyes.sees("现在删掉您的人脸吗")
        walk.eyes.taps("yes")
        walk.eyes.sees("您的人脸删掉了", SOON_S)
        walk.eyes.taps("done")
        walk.eyes.sees("这里没有存您的人脸", SOON_S)


def _leave_by_touch(walk: Walk) -> None:
    with walk.step("办完了"):
        _end_by_touch(walk)


def _end_by_touch(walk: Walk) -> None:
    """From a page with an answer of “done” to the attract page."""
    walk.eyes.taps("done")
    walk.eyes.sees("办好了")
    walk.world.desk.reader.lift_card()
    walk.eyes.taps("end")
    walk.eyes.sees_item("attract")


def _leave_by_keys(walk: Walk, *answers: str) -> None:
    with walk.step("办完了"):
        for answer in answers:
            walk.keys.chooses(answer)
        walk.keys.hears("办好了")
        must_be_dark(walk)
        walk.world.desk.reader.lift_card()
        walk.keys.chooses("办完了")


def _ask_for_certificate_by_touch(walk: Walk) -> None:
    begin_by_touch(walk)
    with walk.step("在“参保证明”里放身份证"):
        walk.eyes.taps("insurance_certificate")
        walk.eyes.sees("请放身份证")
        put_card(walk)
        walk.eyes.sees(WILL_SAY, SOON_S)
    with walk.step("要打印：再确认一次是她"):
        walk.eyes.taps("print")
        walk.eyes.sees("请再用一种办法确认是您", SOON_S)


def _ask_for_certificate_by_keys(walk: Walk) -> None:
    begin_by_keys(walk)
    with walk.step("在“参保证明”里放身份证"):
        walk.keys.chooses("参保证明")
        walk.keys.hears("请放身份证")
        put_card(walk)
        walk.keys.hears(WILL_SAY, SOON_S)
    with walk.step("要打印：再确认一次是她"):
        walk.keys.chooses("打印参保证明")
        walk.keys.hears("请再用一种办法确认是您", SOON_S)


def _take_certificate_by_touch(walk: Walk) -> None:
    with walk.step("打印，拿好"):
        walk.eyes.taps("yes")
        walk.eyes.sees("请取走凭条", SOON_S)
        walk.keep_paper()
        walk.eyes.taps("taken")
        walk.eyes.sees(WILL_SAY, SOON_S)
    _leave_by_touch(walk)


def _take_certificate_by_keys(walk: Walk) -> None:
    with walk.step("打印，拿好"):
        walk.keys.chooses("打印")
        walk.keys.hears("请取走凭条", SOON_S)
        walk.keep_paper()
        walk.keys.chooses("拿好了")
        walk.keys.hears(WILL_SAY, SOON_S)
    _leave_by_keys(walk, "看好了")


def _type(walk: Walk, digits: str) -> None:
    for digit in digits:
        walk.eyes.taps(f"key-{digit}")
    walk.eyes.taps("submit")


JOURNEYS = (
    Journey("my-face", "touch", my_face_by_touch),
    Journey("my-face", "keypad", my_face_by_keys),
    Journey("face-login", "touch", face_login_by_touch),
    Journey("face-login", "keypad", face_login_by_keys),
    Journey("certificate-face", "touch", certificate_by_face),
    Journey("certificate-face", "keypad", certificate_by_face_and_keys),
    Journey("certificate-message", "touch", certificate_by_message),
    Journey("certificate-phone-code", "keypad", certificate_by_phone_code_and_keys),
    Journey("print-refused", "touch", print_is_refused),
    Journey("camera-pulled-out", "touch", camera_pulled_out),
)
