"""What is said when nobody can be listened to: one calm sentence, and another way."""

from kiosk.modalities.keypad_words import NO_EARS
from kiosk.visit.text import text

NO_MICROPHONE = NO_EARS
NO_SOUND = text("话筒现在不能用。请用按键，或者点屏幕。")
NOT_NOW = text("现在听不了话。请用按键，或者点屏幕。")
SOON = text("正在准备听您说话，请稍等。")
IN_A_MOMENT = text("听到了，一会儿就好。")
