<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>kiosk.app</name>
    <message>
        <location filename="../../kiosk/app/wiring.py"/>
        <source>已经告诉值班台，请等一等。</source>
        <translation>The front desk knows. Someone is coming.</translation>
    </message>
</context>
<context>
    <name>kiosk.documents</name>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>拿好了</source>
        <translation>I have it</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>不打印了</source>
        <translation>Don't print</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>印好了</source>
        <translation>It printed</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>没有印好</source>
        <translation>It did not print</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>这里没有打印机</source>
        <translation>There is no printer here</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>凭条从屏幕下方出来。</source>
        <translation>It comes out below the screen. It is in Chinese.</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>先不打印</source>
        <translation>Not now</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>正在打印凭条</source>
        <translation>Printing your slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>请取走凭条</source>
        <translation>Please take your slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>凭条在屏幕下方的出纸口。</source>
        <translation>It is in the paper slot below the screen.</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>不知道有没有打印好</source>
        <translation>We cannot tell if it printed</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>{what}。请看看出纸口。</source>
        <translation>{what}. Please look at the paper slot.</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>请工作人员来看一看</source>
        <translation>Ask our staff to have a look</translation>
    </message>
    <message>
        <location filename="../../kiosk/documents/slip_desk.py"/>
        <source>按“呼叫人工”。没有印好的凭条可以补。</source>
        <translation>Press "Staff". A bad slip can be replaced.</translation>
    </message>
</context>
<context>
    <name>kiosk.identity</name>
    <message>
        <location filename="../../kiosk/identity/by_face.py"/>
        <source>正在看有哪些办法</source>
        <translation>Looking which ways there are</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/by_face.py"/>
        <source>正在找您留下的人脸</source>
        <translation>Looking for the face you left here</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/by_face.py"/>
        <source>是您吗？{name}</source>
        <translation>Is this you? {name}</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/by_face.py"/>
        <source>再用一种办法确认，就能办了。</source>
        <translation>Confirm it one more way, and we can go on.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/by_face.py"/>
        <source>是我</source>
        <translation>Yes, it is me</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/by_face.py"/>
        <source>不是我</source>
        <translation>No, not me</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/by_phone.py"/>
        <source>正在发验证码</source>
        <translation>Sending the code</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/chip_cards.py"/>
        <source>看到卡了，正在读。请不要拿开。</source>
        <translation>I see the card and am reading it. Please leave it there.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_check.py"/>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>换一种办法</source>
        <translation>Another way</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_check.py"/>
        <source>先不留了</source>
        <translation>Not now</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_check.py"/>
        <source>摄像头还在准备，请稍等</source>
        <translation>The camera is getting ready, please wait</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_check.py"/>
        <source>请面向摄像头</source>
        <translation>Please face the camera</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_check.py"/>
        <source>摄像头在屏幕上方正中。画面不保存。</source>
        <translation>The camera is above the middle of the screen. No picture is kept.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_check.py"/>
        <source>请面向摄像头。它在屏幕上方正中。听我一步一步说，不着急。</source>
        <translation>Please face the camera. It is above the middle of the screen. I will guide you step by step; take your time.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_check.py"/>
        <source>摄像头正看着您，看完就关</source>
        <translation>The camera is looking at you and closes when done</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>还没看到您的脸，请面向屏幕上方</source>
        <translation>I cannot see your face yet. Please face the top of the screen</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>请只留一个人在镜头前</source>
        <translation>One person before the camera, please</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>请靠近一点</source>
        <translation>Please come a little closer</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>请退后一点</source>
        <translation>Please step back a little</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>请往中间站一点</source>
        <translation>Please stand more in the middle</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>光线太暗，请面向亮的地方</source>
        <translation>It is too dark. Please face the light</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>光线太亮，请避开直射的光</source>
        <translation>It is too bright. Please keep out of direct light</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>画面有点糊，请慢一点动</source>
        <translation>The picture is blurred. Please move slowly</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>请看着镜头</source>
        <translation>Please look at the camera</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>好，请转回来</source>
        <translation>Good. Please turn back</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>好，请向左慢慢转一点</source>
        <translation>Good. Now turn your head slowly to your left</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>好，请向右慢慢转一点</source>
        <translation>Good. Now turn your head slowly to your right</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>好，请闭上眼睛，数一二，再睁开</source>
        <translation>Good. Close your eyes, count to two, and open them</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>再向左慢慢转一点</source>
        <translation>Slowly turn a little more to your left</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>再向右慢慢转一点</source>
        <translation>Slowly turn a little more to your right</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/face_guidance.py"/>
        <source>请再闭上眼睛，数一二，再睁开</source>
        <translation>Close your eyes once more, count to two, and open them</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/house.py"/>
        <source>网络不通，暂时用不了</source>
        <translation>No network: not possible just now</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/house.py"/>
        <source>试了几次，先歇一会儿</source>
        <translation>Tried a few times: it rests for a while</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/id_cards.py"/>
        <source>看到证件了，正在读。请不要拿开。</source>
        <translation>Reading your card. Please leave it there.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>输入验证码</source>
        <translation>Enter the code</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>没收到，再发一次</source>
        <translation>Not arrived: send again</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>请输入您的手机号</source>
        <translation>Please enter your phone number</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>一共 {length}。我们发一条短信给您。</source>
        <translation>It has {length}. We will send you a text message.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>又发了一条短信，一共 {number}</source>
        <translation>Another message was sent, {number} in all</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>请看最新的一条。收到了请输入。</source>
        <translation>Please look at the newest. Enter its code when it has come.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>请输入短信里的验证码</source>
        <translation>Please enter the code from the text message</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>一共 {length}。慢慢输，五分钟内都有效。</source>
        <translation>It has {length}. Take your time: it is good for five minutes.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>请输入手机号的最后四位</source>
        <translation>Please enter the last four digits of your phone number</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>用来找您留在本馆的人脸。</source>
        <translation>They help to find the face you left in this hall.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>您住几号楼？</source>
        <translation>Which building do you live in?</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/phone_pages.py"/>
        <source>只输楼号的数字就行。</source>
        <translation>Just the number of the building.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/proving.py"/>
        <source>程序换了，请到“我的人脸”重新留</source>
        <translation>The program is new: leave it anew in My face</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/proving.py"/>
        <source>证件里没有照片，您也没有留过</source>
        <translation>No photo in the card, and none left here</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/trading.py"/>
        <source>正在核对您的身份</source>
        <translation>Checking who you are</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>放在读卡区</source>
        <translation>Put it on the reader</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>社保卡、邻里卡</source>
        <translation>Social security card, hall card</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>插进或贴近读卡器</source>
        <translation>Insert it, or hold it to the reader</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>手机验证码</source>
        <translation>Code by text message</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>发一条短信给您</source>
        <translation>We send you a message</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>手机上的码</source>
        <translation>Code on your phone</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>对着扫码窗扫一扫</source>
        <translation>Hold it to the scanner</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>刷脸</source>
        <translation>Your face</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>看一看摄像头</source>
        <translation>Look into the camera</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>平放在屏幕右下方的读卡区。先不要拿开。</source>
        <translation>Lay it flat on the reader, below right. Leave it there.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>放身份证，或者插社保卡、邻里卡。先不要拿开。</source>
        <translation>Put down your ID card, or insert your social security or hall card. Please leave it there.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>您想怎么告诉我您是谁？</source>
        <translation>How would you like to tell me who you are?</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>哪一种都可以，一样方便。放卡也行。</source>
        <translation>Any of these will do, all as easy. Or just put down a card.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>请再用一种办法确认是您</source>
        <translation>Please confirm one more way that it is you</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>哪一种都可以，一样方便。</source>
        <translation>Any of these will do, all as easy.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>请放身份证</source>
        <translation>Please place your ID card</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>请放社保卡或者邻里卡</source>
        <translation>Please insert your social security or hall card</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>插进或者贴近读卡器。先不要拿开。</source>
        <translation>Insert it, or hold it to the reader. Please leave it there.</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>请扫手机上的登录码</source>
        <translation>Please scan the login code on your phone</translation>
    </message>
    <message>
        <location filename="../../kiosk/identity/ways.py"/>
        <source>手机屏幕调亮一点，对着扫码窗，离一个手掌远。</source>
        <translation>Turn up the brightness and hold it to the scanner, a hand's width away.</translation>
    </message>
</context>
<context>
    <name>kiosk.modalities</name>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>按重听键，再听一遍。按音量键，调大小。按任意键，马上停。</source>
        <translation>Press Repeat to hear it again. Press Volume for loudness. Press any key to stop.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>本机现在不能办事。请找工作人员。</source>
        <translation>This terminal is not working now. Please ask our staff.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>接下来有您的个人信息。插上耳机，或者按确定键，用喇叭念。</source>
        <translation>Personal information comes next. Plug in headphones, or press OK for the loudspeaker.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>接下来有您的个人信息。再按一次，用喇叭念。</source>
        <translation>Personal information comes next. Press again for the loudspeaker.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>按确定键</source>
        <translation>press OK</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>说“好的”</source>
        <translation>say "Yes"</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>这台机器听不了话。请用按键，或者点屏幕。</source>
        <translation>This machine cannot listen. Please use the keys or touch the screen.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>还在办，请稍等。</source>
        <translation>Still working. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>耳机插好了。</source>
        <translation>Headphones are in.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>屏幕亮着，请用手机扫。</source>
        <translation>The screen is lit. Please scan it with your phone.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>这里不能再退了。</source>
        <translation>You cannot go back from here.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已经在首页了。</source>
        <translation>This is the home page.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>正在办，不能退。请稍等。</source>
        <translation>It is under way and cannot stop. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>正在叫工作人员，请稍等。</source>
        <translation>Calling our staff. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>再按一次帮助键，叫工作人员。</source>
        <translation>Press Help again to call our staff.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>帮助键之后按首页键，先停一停。</source>
        <translation>To pause, press Help, then Home.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>上下键，一个一个听。确定键，选定。左右键，调快慢。返回键，退一步。首页键，回首页。</source>
        <translation>Up and Down: hear one by one. OK: choose. Left and Right: speed. Back: one step back. Home: home page.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>上下键，选。确定键，输入。左键，删一个。右键，听已输入的。返回键，退一步。</source>
        <translation>Up and Down: pick. OK: enter. Left: delete one. Right: hear what you typed. Back: one step back.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>按下键选数字，按确定键输入。</source>
        <translation>Pick a digit with Down, enter it with OK.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>请输入拼音首字母。按下键选字母，按确定键输入。</source>
        <translation>Type the first letters of the pinyin. Pick with Down, enter with OK.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>输完了，按上键找“输好了”，再按确定键。</source>
        <translation>When finished, press Up to find "Done", then OK.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已经输满了。找到“输好了”，按确定键。</source>
        <translation>That is all the room there is. Find "Done" and press OK.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>还没有输入。</source>
        <translation>Nothing typed yet.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>您还在吗？按任意键继续。</source>
        <translation>Are you still there? Press any key to go on.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>您还在吗？请碰一下屏幕。</source>
        <translation>Are you still there? Please touch the screen.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>快要结束了。按任意键继续。</source>
        <translation>This will end soon. Press any key to go on.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>好的，请继续。</source>
        <translation>All right, please go on.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>按下键，听下一个。</source>
        <translation>Press Down for the next one.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>按下键，听别的办法。</source>
        <translation>Press Down for other ways.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>请先按下键选。</source>
        <translation>Please choose with Down first.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>快一点。</source>
        <translation>Faster.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>慢一点。</source>
        <translation>Slower.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已经最快了。</source>
        <translation>This is the fastest.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已经最慢了。</source>
        <translation>This is the slowest.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已经最大声了。</source>
        <translation>This is the loudest.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已经最小声了。</source>
        <translation>This is the quietest.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>现在不能选。</source>
        <translation>Not available now.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>最后一个。</source>
        <translation>Last one.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>第一个。</source>
        <translation>First one.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>阿姨的阿</source>
        <translation>as in apple</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>爸爸的爸</source>
        <translation>as in baby</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>草地的草</source>
        <translation>as in city</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>大家的大</source>
        <translation>as in dinner</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>鹅毛的鹅</source>
        <translation>as in evening</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>房子的房</source>
        <translation>as in family</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>哥哥的哥</source>
        <translation>as in garden</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>河水的河</source>
        <translation>as in home</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>拼音不用它</source>
        <translation>not used in pinyin</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>家里的家</source>
        <translation>as in January</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>开门的开</source>
        <translation>as in kitchen</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>来去的来</source>
        <translation>as in letter</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>妈妈的妈</source>
        <translation>as in mother</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>奶奶的奶</source>
        <translation>as in number</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>藕片的藕</source>
        <translation>as in orange</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>朋友的朋</source>
        <translation>as in people</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>汽车的汽</source>
        <translation>as in question</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>人民的人</source>
        <translation>as in river</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>三个的三</source>
        <translation>as in summer</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>天空的天</source>
        <translation>as in table</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>我们的我</source>
        <translation>as in water</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>西边的西</source>
        <translation>as in X-ray</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>医生的医</source>
        <translation>as in yellow</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>左边的左</source>
        <translation>as in zero</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>删掉一个。</source>
        <translation>Delete one.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>输好了。</source>
        <translation>Done.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>{letter}，{word}</source>
        <translation>{letter}, {word}</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>{item}。</source>
        <translation>{item}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>有{facts}内容，{choices}选择。</source>
        <translation>{facts} to hear, choices: {choices}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>有{facts}内容。</source>
        <translation>{facts} to hear.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>有{choices}选择。</source>
        <translation>Choices: {choices}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>按下键选：{yes}，或者，{no}。</source>
        <translation>Choose with Down: {yes}, or, {no}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>可以选：{choices}。</source>
        <translation>You can choose: {choices}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>{way}现在不能用。</source>
        <translation>{way}: not available now.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>输入了{character}。</source>
        <translation>Typed {character}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>删掉了。</source>
        <translation>Deleted.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>删掉了{character}。</source>
        <translation>Deleted {character}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已输入{digits}。</source>
        <translation>Typed {digits}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已输入：{words}。</source>
        <translation>Typed: {words}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>音量{percent}。</source>
        <translation>Volume {percent}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>您在{place}。</source>
        <translation>You are in: {place}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>已输入{count}。</source>
        <translation>Typed {count}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/keypad_words.py"/>
        <source>{a}；{b}</source>
        <translation>{a}; {b}</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_asides.py"/>
        <source>您是说“{words}”吗？</source>
        <translation>Did you mean "{words}"?</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>您可以说：</source>
        <translation>You can say:</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>要听内容，说“念一遍”。</source>
        <translation>To hear it all, say "Read aloud".</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>请说数字，可以一个一个说。</source>
        <translation>Say the digits, one by one if you like.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>请说出来。</source>
        <translation>Please say it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>也可以说“好的”，或者“不要”。</source>
        <translation>You can also say "Yes" or "No".</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>说完了，说“确定”。说得不对，说“重来”。</source>
        <translation>When finished, say "OK". To start over, say "Start again".</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>没有听准。</source>
        <translation>I am not sure what I heard.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>没有听懂。</source>
        <translation>I did not understand.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>请再说一遍。</source>
        <translation>Please say that again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>接下来有您的个人信息。插上耳机，或者说“好的”，用喇叭念。</source>
        <translation>Personal information comes next. Plug in headphones, or say "Yes" for the loudspeaker.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>要结束吗？再说一次“办完了”，就结束。</source>
        <translation>Do you want to leave? Say "I am finished" again to leave.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>随时可以说：“返回”，“首页”，“再说一遍”。听不清，说“大声点”，“慢一点”。不想听，说“别念了”。有难处，说“叫工作人员”。</source>
        <translation>At any time say: "Back", "Home", "Again". Hard to hear? Say "Louder" or "Slower". Heard enough? Say "Quiet". For help, say "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>这里用不上。</source>
        <translation>That does nothing here.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>没有听准。您要哪一个？</source>
        <translation>I am not sure I heard that. Which one do you want?</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>都不是</source>
        <translation>None of these</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>是的</source>
        <translation>Yes</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>不是</source>
        <translation>No</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>请说。</source>
        <translation>Please speak.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>您可以这样说。</source>
        <translation>You can say it like this.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>也可以按键，或者点屏幕。</source>
        <translation>You can also press keys or touch the screen.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>要人帮忙，说“叫工作人员”。</source>
        <translation>If you want a person to help, say "call staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>对不起，我听错了。</source>
        <translation>Sorry, I misheard you.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>这件事，这台机器还不能办。要人帮忙，说“叫工作人员”。</source>
        <translation>This machine cannot do that yet. If you want a person to help, say "call staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>说得有点长，后面的没听完。</source>
        <translation>That was a little long, and I did not hear the end of it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>您平时说哪里话？</source>
        <translation>Which Chinese do you speak?</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>话筒现在不能用。请用按键，或者点屏幕。</source>
        <translation>The microphone is not available now. Please use the keys or touch the screen.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>现在听不了话。请用按键，或者点屏幕。</source>
        <translation>I cannot listen right now. Please use the keys or touch the screen.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>正在准备听您说话，请稍等。</source>
        <translation>I am getting ready to listen. One moment, please.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>听到了，一会儿就好。</source>
        <translation>I heard you. One moment, please.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>这里还听不全{dialect}。请慢慢说，说短一点。</source>
        <translation>I do not understand all of {dialect} yet. Please speak slowly, in short sentences.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>回首页</source>
        <translation>Home page</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>再说一遍</source>
        <translation>Again</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>念一遍</source>
        <translation>Read it to me</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>叫工作人员</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>大声一点</source>
        <translation>Louder</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>小声一点</source>
        <translation>Quieter</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>慢一点</source>
        <translation>Slower</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>快一点</source>
        <translation>Faster</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>别念了</source>
        <translation>Stop reading</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>换字的大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>先停一停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>办完了</source>
        <translation>I am finished</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>说方言</source>
        <translation>Dialect</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>您可以说：{words}。</source>
        <translation>You can say: {words}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/voice_words.py"/>
        <source>{words}。</source>
        <translation>{words}.</translation>
    </message>
</context>
<context>
    <name>kiosk.modalities.touch</name>
    <message>
        <location filename="../../kiosk/modalities/touch/pay_content.py"/>
        <source>收款方：{payee}</source>
        <translation>To: {payee}</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/touch/site.py"/>
        <source>您好，需要办什么事？</source>
        <translation>Hello! How can we help?</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/touch/site.py"/>
        <source>轻触屏幕开始。不着急，慢慢来。</source>
        <translation>Touch the screen to begin. There is no hurry.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/touch/stage.py"/>
        <source>正在准备，请稍等</source>
        <translation>Getting ready, please wait</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/touch/stage.py"/>
        <source>马上就好。急事请找工作人员。</source>
        <translation>Nearly there. If it is urgent, please ask our staff.</translation>
    </message>
    <message>
        <location filename="../../kiosk/modalities/touch/stage_frame.py"/>
        <source>没有人的话，{left}后结束。您的信息会清除。</source>
        <translation>If nobody is here, this ends in {left}. Your information will be erased.</translation>
    </message>
</context>
<context>
    <name>kiosk.payments</name>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>请看看付款机上的金额，再按确认。</source>
        <translation>Please check the amount there, then press OK.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>请把卡或手机放到付款机上。</source>
        <translation>Please hold your card or phone to the card machine.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>请在付款机的键盘上输密码。</source>
        <translation>Please type your PIN on the card machine.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>密码没有对上，请再输一次。</source>
        <translation>The PIN did not match. Please type it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>请在付款机上选一选。</source>
        <translation>Please choose on the card machine.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>付款机在忙，请等一等。</source>
        <translation>The card machine is busy. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>正在问银行，请等一等。</source>
        <translation>Asking the bank. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>卡没有读出来，请再放一次。</source>
        <translation>The card was not read. Please try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>付款机不收这张卡，请换一张。</source>
        <translation>This card is not taken. Please use another.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>付款机正在退回，请等一等。</source>
        <translation>It is being given back. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>请把卡拿好。</source>
        <translation>Please take your card.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>付款机说好了，请等一等。</source>
        <translation>The card machine says yes. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/by_tap.py"/>
        <source>付款机停下来了，请等一等。</source>
        <translation>The card machine has stopped. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>在收据或付款单上，一共 {length}。</source>
        <translation>It is on your receipt or claim slip: {length}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>请扫单子上的码，或者输入 {length}单号。</source>
        <translation>Scan the code on the slip, or type its {length}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>请输入付款单号</source>
        <translation>Type the payment number</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>没有找到这个单号</source>
        <translation>This number was not found</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>请对着单子再看看。别的社区的单子，请到那里查。</source>
        <translation>Please compare it with the slip. A slip of another hall is found there.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>重新输入</source>
        <translation>Type again</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>换个办法找</source>
        <translation>Find it another way</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/claiming.py"/>
        <source>这不是付款单上的码。请换一张再扫。</source>
        <translation>This code is not from a payment slip. Please scan another one.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>正在准备付款</source>
        <translation>Getting the payment ready</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>正在出码</source>
        <translation>Making the code</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>正在收回付款码</source>
        <translation>Taking the code back</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>正在付款</source>
        <translation>Paying</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>正在准备付款机</source>
        <translation>Getting the card machine ready</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>正在让付款机停下</source>
        <translation>Stopping the card machine</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>上一笔刷卡还在核对</source>
        <translation>The last card payment is still being checked</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>网络断了，正在重连</source>
        <translation>The network is gone. Connecting again</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>网络好了</source>
        <translation>The network is back</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>网络不通，现在收不了款</source>
        <translation>No network, so nothing can be paid now</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>请看看手机，可能要输密码。</source>
        <translation>Please look at your phone. It may ask for the password.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>换个办法付</source>
        <translation>Pay another way</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>先不付了</source>
        <translation>Not now</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>先拿单号走</source>
        <translation>Take the number and go</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>好的</source>
        <translation>Yes</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>微信扫码</source>
        <translation>Scan with WeChat</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>支付宝扫码</source>
        <translation>Scan with Alipay</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>出示付款码</source>
        <translation>Show my payment code</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>刷卡或碰一碰</source>
        <translation>Card or tap</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>用手机扫屏幕上的码</source>
        <translation>Scan the code on the screen with your phone</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>付款码：对着扫码窗口</source>
        <translation>Payment code: hold it to the scanner</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>银行卡或手机：放在付款机上</source>
        <translation>Card or phone: hold it to the card machine</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>付款 {amount}，好吗？</source>
        <translation>Pay {amount}?</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>金额和刚才不一样了，请再看看。</source>
        <translation>The amount has changed. Please look again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>收款方是{payee}</source>
        <translation>The money goes to {payee}</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>金额变了，现在要付 {amount}。收款方是{payee}。要付吗？</source>
        <translation>The amount has changed to {amount}. It goes to {payee}. Pay it?</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>要付 {amount}。收款方是{payee}。要付吗？</source>
        <translation>{amount} to pay. It goes to {payee}. Pay it?</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>去付款</source>
        <translation>Pay</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>您想怎么付？</source>
        <translation>How would you like to pay?</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>不着急，选一种就行。</source>
        <translation>Take your time. Any of them will do.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>请用微信扫这个码</source>
        <translation>Please scan this with WeChat</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>请用支付宝扫这个码</source>
        <translation>Please scan this with Alipay</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>请打开手机的扫一扫。</source>
        <translation>Please open Scan on your phone.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>请出示付款码</source>
        <translation>Please show your payment code</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>请打开付款码，对着扫码窗口。</source>
        <translation>Please open the code and hold it to the scanner.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>请在付款机上刷卡</source>
        <translation>Please pay at the card machine</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>银行卡、手机，放上去就行。</source>
        <translation>Just hold your card or phone to it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>可以再来一次，也可以换个办法。</source>
        <translation>You can try again, or pay another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>已经付好了</source>
        <translation>It is paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>您刚才的付款到了，不用再付。</source>
        <translation>Your payment has come. No need to pay again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>付款码到时间了，没有扣款</source>
        <translation>The code's time is over. Nothing was taken</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/pages.py"/>
        <source>没有付成，没有扣款</source>
        <translation>It was not paid. Nothing was taken</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/till.py"/>
        <source>这里还没有开通</source>
        <translation>Not offered here yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>水费</source>
        <translation>Water</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>电费</source>
        <translation>Power</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>燃气费</source>
        <translation>Gas</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>服务费</source>
        <translation>Hall fee</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>银行卡</source>
        <translation>Bank card</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>马上开始退</source>
        <translation>Will start soon</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>正在退回</source>
        <translation>On its way back</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>已经退回</source>
        <translation>Paid back</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>工作人员正在查</source>
        <translation>Staff are looking into it</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>正在确认</source>
        <translation>Being confirmed</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>付好了</source>
        <translation>Paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>没有扣款</source>
        <translation>Nothing was charged</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>没有扣款，或者已经退回</source>
        <translation>Nothing charged, or paid back</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>退款 {sum}</source>
        <translation>Refund of {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>付款单号</source>
        <translation>Payment number</translation>
    </message>
    <message>
        <location filename="../../kiosk/payments/words.py"/>
        <source>也可以用手机拍下来</source>
        <translation>Or take a photo with your phone</translation>
    </message>
</context>
<context>
    <name>kiosk.services.contacts</name>
    <message>
        <location filename="../../kiosk/services/contacts/conversation.py"/>
        <source>找网格员</source>
        <translation>Find a person</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/conversation.py"/>
        <source>民警 · 物业 · 急救</source>
        <translation>Police · Property · Ambulance</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/conversation.py"/>
        <source>正在找</source>
        <translation>Searching</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/conversation.py"/>
        <source>打印这个电话吗？</source>
        <translation>Print this phone number?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>再找一位</source>
        <translation>Find another</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>找到了</source>
        <translation>I found it</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>您找哪一位？</source>
        <translation>Which of these?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>点一下，就能看到电话。</source>
        <translation>Tap a name to see the number.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>{building}，您找哪一位？</source>
        <translation>{building}: which of these?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>{a}，{b}</source>
        <translation>{a}, {b}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>急事请打：{numbers}。</source>
        <translation>Emergency: {numbers}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>您找谁？</source>
        <translation>Whom do you need?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>按楼栋找网格员</source>
        <translation>Grid worker</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>社区民警</source>
        <translation>Local police</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>物业</source>
        <translation>Property office</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>社区诊所</source>
        <translation>Clinic</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>按名字或地址找</source>
        <translation>Name or address</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>紧急电话</source>
        <translation>Emergency numbers</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>紧急电话，免费拨打</source>
        <translation>Emergency, free calls</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>说清地点：{hall}。</source>
        <translation>Say where you are: {hall}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>请输入楼号</source>
        <translation>Enter the building number</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>比如 {building}，就按 {number}，再按确定。</source>
        <translation>For {building}, press {number}, then OK.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>请输入楼号。比如三栋，就输入三。</source>
        <translation>Enter the building number. For Building 3, type 3.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>没有找到 {number}</source>
        <translation>{number} was not found</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>这里是 {first}到 {last}。</source>
        <translation>There are buildings from {first} to {last}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>重新找</source>
        <translation>Search again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>{number}归{grid}</source>
        <translation>{number} belongs to {grid}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>网格员是{name}。</source>
        <translation>The grid worker is {name}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>{belongs}，这个网格一共有 {count}楼。</source>
        <translation>{belongs}, with {count} in this grid.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>看网格员电话</source>
        <translation>Grid worker's phone</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>找民警或物业</source>
        <translation>Police or property</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>请输入名字或地址</source>
        <translation>Enter a name or address</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>只打名字的拼音首字母也可以。</source>
        <translation>The first letters of the pinyin are enough.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>请输入名字或地址。也可以输入拼音首字母。</source>
        <translation>Enter a name or address. First letters of the pinyin will do.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>没有找到这样的名字或地址</source>
        <translation>No such name or address was found</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>可以少打几个字，或者按楼栋找。</source>
        <translation>Type less, or search by building.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>用手机扫一扫，直接拨号</source>
        <translation>Scan with your phone to call</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>电话可以再听一遍。</source>
        <translation>You can hear the number again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>电话可以打印出来。</source>
        <translation>The number can be printed.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>什么时候在</source>
        <translation>Hours</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>在哪里</source>
        <translation>Place</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>{title}：{name}</source>
        <translation>{title}: {name}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>{title}，{name}，电话 {phone}。</source>
        <translation>{title}, {name}, phone {phone}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>打印电话</source>
        <translation>Print number</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/pages.py"/>
        <source>通讯录更新于 {day}。</source>
        <translation>Numbers updated on {day}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/contacts/plan.py"/>
        <source>您找的 {building}在这里</source>
        <translation>{building} is here</translation>
    </message>
</context>
<context>
    <name>kiosk.services.my_face</name>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>我的人脸</source>
        <translation>My face</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>留下 · 续期 · 删除</source>
        <translation>Leave · renew · delete</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>正在查您留的人脸</source>
        <translation>Looking for your face</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>请删掉，重新留一次</source>
        <translation>Please delete it and leave it again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>程序换了，请删掉重新留</source>
        <translation>The program is new: please delete it and leave it again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>正在收好您的人脸</source>
        <translation>Keeping your face safely</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>正在续期</source>
        <translation>Renewing</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>正在删除您的人脸</source>
        <translation>Deleting your face</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>正在告诉那边的终端</source>
        <translation>Telling the other terminal</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/conversation.py"/>
        <source>打印凭条吗？</source>
        <translation>Print a slip?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>看好了</source>
        <translation>I am done</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>好的</source>
        <translation>Yes</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>删除</source>
        <translation>Erase</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>这台终端</source>
        <translation>This terminal</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>别的终端</source>
        <translation>Another terminal</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>在这里也留下</source>
        <translation>Leave one here too</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>续期</source>
        <translation>Renew</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>这里存着您的人脸</source>
        <translation>Your face is kept here</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>别处存着您的人脸</source>
        <translation>Your face is kept elsewhere</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>只用来登录。您随时可以删掉。</source>
        <translation>It is only for logging in. You can delete it at any time.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>这里没有存您的人脸</source>
        <translation>Your face is not kept here</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>留下人脸，下次可以刷脸登录。不留也一样能办。</source>
        <translation>With your face kept, you can log in by it next time. Without it everything works as well.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>留下人脸</source>
        <translation>Leave my face</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>不用了</source>
        <translation>No, thank you</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>存在</source>
        <translation>Kept in</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>存到</source>
        <translation>Kept until</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>打不开，请删掉重新留</source>
        <translation>It does not open: please delete it and leave it again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>留下的日子</source>
        <translation>Left on</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>用过</source>
        <translation>Used</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>还没有用过</source>
        <translation>Not used yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>最近：{day}</source>
        <translation>Last: {day}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>{hall}，别的终端</source>
        <translation>{hall}, another terminal</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>您同意留下人脸吗？</source>
        <translation>Do you agree to leave your face?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>不留也可以，证件和手机一样方便。</source>
        <translation>You need not: your card or telephone does as well.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>您同意留下人脸吗？{hall}只用它来登录。存的是特征，不存照片。加密存在这台终端，不传出去。最晚存到 {until}。您随时可以在“我的人脸”里删掉。不留也可以，证件和手机一样方便。</source>
        <translation>Do you agree to leave your face? {hall} uses it for logging in only. Features are kept, not a photo. They are kept in this terminal, encrypted, and sent nowhere. They are kept until {until} at the latest. You can delete them at any time in My face. You need not: your card or telephone does as well.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>我同意留下</source>
        <translation>I agree</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>不留</source>
        <translation>I would rather not</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>由谁存</source>
        <translation>Kept by</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>用来</source>
        <translation>Used for</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>只用来登录</source>
        <translation>Logging in only</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>存什么</source>
        <translation>What is kept</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>特征，不存照片</source>
        <translation>Features, not a photo</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>这台终端，加密，不传出去</source>
        <translation>This terminal, encrypted, sent nowhere</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>最晚存到</source>
        <translation>Kept until at the latest</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>怎么删</source>
        <translation>How to delete</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>随时在“我的人脸”里删</source>
        <translation>At any time in My face</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>不满十四岁要家长同意。请按“呼叫人工”。刷证件一样能办。</source>
        <translation>Under fourteen your parents have to agree. Please press Call staff. Your card works as well.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>满十八岁再来留吧。刷证件和用手机一样方便。</source>
        <translation>Please come again when you are eighteen. Card and telephone do as well.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>您还小，先不留人脸</source>
        <translation>You are young: no face is kept yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>您的人脸留好了</source>
        <translation>Your face is kept</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>存到 {day}。随时可以在“我的人脸”里删掉。</source>
        <translation>Kept until {day}. You can delete it at any time in My face.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>再存 {time} 吗？</source>
        <translation>Keep it for {time} more?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>现在存到 {day}。从今天起重新算。</source>
        <translation>Now it is kept until {day}. The time begins anew today.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>我同意续期</source>
        <translation>I agree to renew</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>先不续</source>
        <translation>Not now</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>续好了，存到 {day}</source>
        <translation>Renewed, kept until {day}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>随时可以在“我的人脸”里删掉。</source>
        <translation>You can delete it at any time in My face.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>删哪一处的人脸？</source>
        <translation>Which face shall be deleted?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>存到 {day}</source>
        <translation>Kept until {day}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>现在删掉您的人脸吗？</source>
        <translation>Delete your face now?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>马上就删，删了就没有了。以后用证件或手机登录。</source>
        <translation>It is gone at once. Then please log in by card or telephone.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>那边的终端一会儿就删。以后用证件或手机登录。</source>
        <translation>The other terminal deletes it soon. Then please log in by card or telephone.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>删掉</source>
        <translation>Delete it</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>先不删</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>您的人脸删掉了</source>
        <translation>Your face is deleted</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>已经告诉那边的终端</source>
        <translation>The other terminal has been told</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>以后用证件或手机登录，一样能办。</source>
        <translation>From now on log in by card or telephone: everything works as well.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/my_face/pages.py"/>
        <source>打印凭条</source>
        <translation>Print slip</translation>
    </message>
</context>
<context>
    <name>kiosk.services.pause</name>
    <message>
        <location filename="../../kiosk/services/pause/conversation.py"/>
        <source>接着办</source>
        <translation>Go on</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/conversation.py"/>
        <source>有号码的，点这里</source>
        <translation>If you have a code, touch here</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/conversation.py"/>
        <source>正在找您上次填的</source>
        <translation>Looking for your earlier entries</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>先停一停吗？</source>
        <translation>Pause here?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>填好的给您收着，{hours}内回来接着办。</source>
        <translation>We keep your entries. Go on within {hours}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>先停一停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>不停，接着办</source>
        <translation>Don't pause, go on</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>接着办的码</source>
        <translation>Your code</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>请记下这个码</source>
        <translation>Please note this code</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>请拍照或记下。{until} 以前有效。</source>
        <translation>Take a photo or note it. Good until {until}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>填好的收着了。{until} 以前有效。</source>
        <translation>Your entries are kept. Good until {until}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>接着办的码是：{code}。请记下。{until} 以前有效。</source>
        <translation>Your code is: {code}. Please note it. Good until {until}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>也可以用手机拍下来</source>
        <translation>Or take a photo with your phone</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>打印凭条</source>
        <translation>Print slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>记好了，先走了</source>
        <translation>Noted, I am leaving</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>请输入接着办的码</source>
        <translation>Enter your code</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>在凭条上，一共 {length}。</source>
        <translation>It is on your slip: {length}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>请输入接着办的码，一共 {length}。</source>
        <translation>Enter your code: {length}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>这个码找不到，或者过了时间</source>
        <translation>This code was not found, or is too old</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>一个码只能用一次。请对着凭条再看看。</source>
        <translation>Each code works once. Please compare it with your slip.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/pages.py"/>
        <source>重新输入</source>
        <translation>Type again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/stopping.py"/>
        <source>网络不通，现在停不了。您填的都还在。</source>
        <translation>No network, so you cannot stop now. Your entries are kept.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/stopping.py"/>
        <source>正在收好您填的</source>
        <translation>Keeping your entries</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pause/stopping.py"/>
        <source>打印接着办的凭条吗？</source>
        <translation>Print a slip with your code?</translation>
    </message>
</context>
<context>
    <name>kiosk.services.pay_bills</name>
    <message>
        <location filename="../../kiosk/services/pay_bills/conversation.py"/>
        <source>交水电费</source>
        <translation>Pay bills</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/conversation.py"/>
        <source>水 电 燃气 · 一起付</source>
        <translation>Water, power, gas · Together</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/conversation.py"/>
        <source>正在看账单有没有变化</source>
        <translation>Looking at your bills once more</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/conversation.py"/>
        <source>正在查以前付过的</source>
        <translation>Looking up past payments</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding.py"/>
        <source>正在查账单</source>
        <translation>Looking up the bills</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>重新输入</source>
        <translation>Type again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>换个办法找</source>
        <translation>Find it another way</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>怎么找您家的账单？</source>
        <translation>How shall we find your bills?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>哪一种方便，就用哪一种。</source>
        <translation>Use whichever is easiest.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>输入户号</source>
        <translation>Household number</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>水费单、电费单上有</source>
        <translation>It is on your paper bills</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>用证件登录</source>
        <translation>Log in with a card</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>看自己名下的</source>
        <translation>Bills in your name</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>按门牌找</source>
        <translation>By address</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>几栋几单元几号</source>
        <translation>Building, unit and door</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>用上次的收据</source>
        <translation>With the last receipt</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>扫码，或输入单号</source>
        <translation>Scan its code or type it</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>请输入户号</source>
        <translation>Type the household number</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>在水费单、电费单上，也叫用户编号。</source>
        <translation>It is on your water or power bill, also called user number.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>您家住几栋？</source>
        <translation>Which building is it?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>请输入楼栋的号码。</source>
        <translation>Type the number of the building.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>住几单元？</source>
        <translation>Which unit?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>只有一个单元，请输入 1。</source>
        <translation>If there is only one unit, type 1.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>住几楼？</source>
        <translation>Which floor?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>请输入楼层。</source>
        <translation>Type the floor.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>这一层的几号门？</source>
        <translation>Which door on this floor?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>比如 302 室，就是 2。</source>
        <translation>For room 302, it is 2.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>没有找到这个户号</source>
        <translation>This household was not found</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>请对着单子再看看，也可以换个办法找。</source>
        <translation>Please compare it with the bill, or find it another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>{building} 栋 {unit} 单元 {floor} 楼 {door} 号</source>
        <translation>building {building}, unit {unit}, floor {floor}, door {door}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>没有找到这一户的账单</source>
        <translation>No bills were found for this home</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>{where}。请对着门牌再看看。</source>
        <translation>{where}. Please look at your door once more.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>您名下没有水电户</source>
        <translation>No household is in your name</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/finding_pages.py"/>
        <source>可能登记在家里人名下。可以用户号或门牌找。</source>
        <translation>It may be in a relative's name. Try the household number or address.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>现在收不了款</source>
        <translation>No payments now</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>回到账单</source>
        <translation>Back to the bills</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>先不付了</source>
        <translation>Not now</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>看好了</source>
        <translation>I am done</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>以前付过的</source>
        <translation>Past payments</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>查另一户</source>
        <translation>Another household</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>一共要付 {sum}</source>
        <translation>To pay: {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>{why}。</source>
        <translation>{why}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>付清了</source>
        <translation>Settled</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>没有要付的，都付清了</source>
        <translation>Nothing to pay, all is settled</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>{count}都不欠费。</source>
        <translation>Nothing is owed: {count}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>户主 {holder}</source>
        <translation>Holder {holder}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>付这一笔</source>
        <translation>Pay this bill</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>全部一起付</source>
        <translation>Pay all together</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>先付 {count}</source>
        <translation>Pay {count} first</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>只付几笔</source>
        <translation>Pay some of them</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>看怎么算的</source>
        <translation>How it adds up</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>共 {count}。另有 {busy}，有人正在付。</source>
        <translation>{count}. Being paid by somebody now: {busy}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>共 {count}。一次付 {most}，从最早的付起。</source>
        <translation>{count}. Up to {most} at once, oldest first.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>共 {count}。有的过了日子，现在付清就好。</source>
        <translation>{count}. Some are past due; paying now settles them.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>共 {count}，可以一起付。</source>
        <translation>{count}, which can be paid together.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>还有 {count}</source>
        <translation>{count} more</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>有人正在付</source>
        <translation>Being paid by somebody</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>含滞纳金 {sum}</source>
        <translation>With a late fee of {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>已经过了日子</source>
        <translation>Past its due date</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>请在 {day} 以前付。</source>
        <translation>Please pay by {day}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>本该 {day} 付。现在付清就好。</source>
        <translation>It was due on {day}. Paying now settles it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>一共</source>
        <translation>Total</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>{name}：{sum}</source>
        <translation>{name}: {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>这样算出来的</source>
        <translation>How it adds up</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>这个月用了</source>
        <translation>Used this month</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>{used}，每{unit} {price}</source>
        <translation>{used}, {price} per {unit}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>第 {n} 档</source>
        <translation>Step {n}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>少收</source>
        <translation>Reduction</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>滞纳金</source>
        <translation>Late fee</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>每月费用</source>
        <translation>Monthly fee</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>还没有查到付过的</source>
        <translation>No past payments found</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>刚付的，过几分钟就能看到。</source>
        <translation>What was just paid shows up in a few minutes.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>一共付了 {sum}。</source>
        <translation>{sum} was paid in all.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>最近付过 {count}</source>
        <translation>Recently paid: {count}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/pages.py"/>
        <source>{day} 付的</source>
        <translation>Paid on {day}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/paying.py"/>
        <source>账单刚刚有了变化</source>
        <translation>The bills have just changed</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/paying.py"/>
        <source>没有扣款。请再看一遍，再付。</source>
        <translation>Nothing was charged. Please look once more before you pay.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/paying.py"/>
        <source>打印收据吗？</source>
        <translation>Print the receipt?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/paying.py"/>
        <source>打印付款单吗？</source>
        <translation>Print the claim slip?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>有人正在付，请过几分钟再来</source>
        <translation>Being paid now, please come back in a few minutes</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>请点要付的。再点一下，就拿掉。</source>
        <translation>Choose what to pay. Choose it again to put it back.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>看别的账单</source>
        <translation>Other bills</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>要付哪几笔？</source>
        <translation>Which bills will you pay?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>选了 {count}，一共 {sum}</source>
        <translation>Chosen: {count}, {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>付选好的</source>
        <translation>Pay the chosen ones</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>请先选一笔</source>
        <translation>Please choose one first</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>这一笔不用付</source>
        <translation>Nothing to pay here</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>一次最多付 {most}</source>
        <translation>Up to {most} at once</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>已选</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>{name}，{sum}</source>
        <translation>{name}, {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>尾号 {tail}</source>
        <translation>Ends in {tail}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>看哪一笔？</source>
        <translation>Which bill?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/picking_pages.py"/>
        <source>看哪一户以前付过的？</source>
        <translation>Past payments of which household?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>看还有没有要付的</source>
        <translation>See what else there is to pay</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>再付一次</source>
        <translation>Pay again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>多付的 {sum} 会自己退回。</source>
        <translation>The extra {sum} comes back by itself.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>收据打不了。请记下单号 {code}。</source>
        <translation>The receipt cannot be printed. Please note {code}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>账单上已经记好了。收据可以打印。</source>
        <translation>It is in the books. You can print a receipt.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>付好了，一共 {sum}</source>
        <translation>Paid: {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>打印收据</source>
        <translation>Print receipt</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>付款方式</source>
        <translation>Paid with</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>收据号</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>付款时间</source>
        <translation>Paid at</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>付好了，一共 {paid}。多付的 {back} 会自己退回。收据打不了。请记下单号 {code}。</source>
        <translation>Paid: {paid}. The extra {back} comes back by itself. The receipt cannot be printed. Please note {code}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>付好了，一共 {paid}。多付的 {back} 会自己退回。收据可以打印。</source>
        <translation>Paid: {paid}. The extra {back} comes back by itself. You can print a receipt.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>付出的 {sum} 会自己退回。</source>
        <translation>The {sum} that you paid comes back by itself.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>没有扣款。付出的 {sum} 会自己退回。账单还在。</source>
        <translation>Nothing was charged. The {sum} that you paid comes back by itself. The bill is still open.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>没有扣款</source>
        <translation>Nothing was charged</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>账单还在。可以再付一次，也可以改天来。</source>
        <translation>The bills are still open. Pay again, or come another day.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>要付的</source>
        <translation>To pay</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>过一会儿，请点首页的“付款帮助”来查。</source>
        <translation>Later, choose Payment help on the home page.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>钱不会丢。请记下单号，或者拿好付款单。</source>
        <translation>Your money is safe. Note the number, or take the slip.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>正在确认，请不要再付。钱不会丢。请记下单号：{code}。过一会儿，请点“付款帮助”来查。</source>
        <translation>Being confirmed, please do not pay again. Your money is safe. Note the number: {code}. Later, choose Payment help.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>打印付款单</source>
        <translation>Print claim slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/pay_bills/settled_pages.py"/>
        <source>记好了</source>
        <translation>I have it</translation>
    </message>
</context>
<context>
    <name>kiosk.services.payment_help</name>
    <message>
        <location filename="../../kiosk/services/payment_help/conversation.py"/>
        <source>付款帮助</source>
        <translation>Payment help</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/conversation.py"/>
        <source>付好了没有 · 退款</source>
        <translation>Was it paid? · Refunds</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/conversation.py"/>
        <source>正在查这笔付款</source>
        <translation>Looking up this payment</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/conversation.py"/>
        <source>正在查您的付款</source>
        <translation>Looking up your payments</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/conversation.py"/>
        <source>正在再查一次</source>
        <translation>Looking once more</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/conversation.py"/>
        <source>打印收据吗？</source>
        <translation>Print the receipt?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/conversation.py"/>
        <source>打印付款单吗？</source>
        <translation>Print the claim slip?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>查另一笔</source>
        <translation>Another payment</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>知道了</source>
        <translation>I see</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>再查一次</source>
        <translation>Check again</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>要查哪一笔付款？</source>
        <translation>Which payment?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>付好了没有、退款到哪一步，都能查。</source>
        <translation>See whether it was paid and how a refund stands.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>用收据或付款单</source>
        <translation>With a receipt or claim slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>扫码，或输入单号</source>
        <translation>Scan its code or type it</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>用证件登录</source>
        <translation>Log in with a card</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>看我付过的</source>
        <translation>What I have paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>付的是</source>
        <translation>Paid for</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>怎么付的</source>
        <translation>How it was paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>付好了，一共 {sum}</source>
        <translation>Paid: {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>账单上已经记好了。</source>
        <translation>It is in the books.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>钱已经退回</source>
        <translation>The money was paid back</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>退到您付款的地方。账单还没有付。</source>
        <translation>It went back to where you paid from. The bill is still open.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>钱正在退回</source>
        <translation>The money is on its way back</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>会退到您付款的地方，可以过几天再查。</source>
        <translation>It goes back to where you paid from. Look again in some days.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>钱不会丢。请过几分钟，再来查一次。</source>
        <translation>Your money is safe. Please look again in a few minutes.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>这一单没有付，多出的钱会退</source>
        <translation>Not paid; extra money comes back</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>还没有付，也没有扣款</source>
        <translation>Not paid, and nothing charged</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>要付的话，请回首页，点“交水电费”。</source>
        <translation>To pay, choose Pay bills on the home page.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>退款慢了，工作人员正在查。也可以按“呼叫人工”。</source>
        <translation>The refund is slow and staff are looking into it. You can also call them.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>收据号</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>打印收据</source>
        <translation>Print receipt</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>打印付款单</source>
        <translation>Print claim slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>您上次的付款有结果了</source>
        <translation>There is news of your last payment</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>{result}。</source>
        <translation>{result}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>看这一笔</source>
        <translation>See this one</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>看全部付款</source>
        <translation>See all payments</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>看哪一笔付款？</source>
        <translation>Which payment?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>最近的在最前面。</source>
        <translation>The newest comes first.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>{name}，第 {n} 次</source>
        <translation>{name}, number {n}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>{name}，{sum}</source>
        <translation>{name}, {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>{name}等 {count}，{sum}</source>
        <translation>{name} and more, {count}, {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>正在确认</source>
        <translation>Being confirmed</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>付好了，有退款</source>
        <translation>Paid, with a refund</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>付好了</source>
        <translation>Paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>正在退回</source>
        <translation>On its way back</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>已经退回</source>
        <translation>Paid back</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>没有付</source>
        <translation>Not paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>没有查到您登录付过的</source>
        <translation>No payments were found with your login</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>没登录付的，请用收据或付款单查。</source>
        <translation>For payments without a login, use the receipt or claim slip.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/payment_help/pages.py"/>
        <source>换个办法查</source>
        <translation>Look it up another way</translation>
    </message>
</context>
<context>
    <name>kiosk.services.social_insurance</name>
    <message>
        <location filename="../../kiosk/services/social_insurance/certificate.py"/>
        <source>参保证明</source>
        <translation>Proof of insurance</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/certificate.py"/>
        <source>确认是您 · 打印证明</source>
        <translation>Confirm it is you · Print</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/certificate.py"/>
        <location filename="../../kiosk/services/social_insurance/conversation.py"/>
        <source>正在查您的社保</source>
        <translation>Looking up your social insurance</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/certificate.py"/>
        <source>正在准备参保证明</source>
        <translation>Preparing the proof of insurance</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/certificate.py"/>
        <source>打印参保证明吗？</source>
        <translation>Print the proof of insurance?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/conversation.py"/>
        <source>查社保</source>
        <translation>Social insurance</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/conversation.py"/>
        <source>缴费记录 · 打印凭条</source>
        <translation>Payments · Printed slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/conversation.py"/>
        <source>正在查每月明细</source>
        <translation>Looking up the months</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/conversation.py"/>
        <source>正在准备凭条</source>
        <translation>Preparing your slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/conversation.py"/>
        <source>打印社保凭条吗？</source>
        <translation>Print your insurance slip?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>养老保险</source>
        <translation>Pension</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>医疗保险</source>
        <translation>Medical</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>失业保险</source>
        <translation>Unemployment</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>工伤保险</source>
        <translation>Work injury</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>生育保险</source>
        <translation>Maternity</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>正常参保</source>
        <translation>Active</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>暂停缴费</source>
        <translation>Paused</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>已经终止</source>
        <translation>Ended</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>正在领取</source>
        <translation>Being paid out</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>看总览</source>
        <translation>Overview</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>看好了</source>
        <translation>I am done</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>没有查到您的参保记录</source>
        <translation>We found no insurance record of yours</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>可能在别的城市参保。可以到窗口问一问。</source>
        <translation>You may be insured in another city. Please ask at the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{name}已缴 {time}</source>
        <translation>{name} paid for {time}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>打印凭条</source>
        <translation>Print slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>看每月明细</source>
        <translation>Months</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>看各项参保</source>
        <translation>Each insurance</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>数据截止</source>
        <translation>Data as of</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>参保证明上会写这些</source>
        <translation>This is what your proof of insurance will say</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>打印前，再确认一次是您。</source>
        <translation>Before it prints, please confirm once more that it is you.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>打印参保证明</source>
        <translation>Print proof of insurance</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>已缴 {time}，{place}</source>
        <translation>Paid for {time}, {place}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{time}，已经缴满了</source>
        <translation>{time}: enough</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{time}，还差 {missing}</source>
        <translation>{time}, {missing} to go</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>领养老金要满 {years}</source>
        <translation>A pension needs {years}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{name}最近 {count}缴费</source>
        <translation>{name}: payments of the last {count}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>看哪一项？</source>
        <translation>Which insurance?</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>参保状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>累计缴费</source>
        <translation>Paid so far</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>参保地</source>
        <translation>Insured in</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>单位</source>
        <translation>Employer</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>首次参保</source>
        <translation>First insured</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>缴费基数</source>
        <translation>Contribution base</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>个人账户</source>
        <translation>Your account</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{name}：{status}</source>
        <translation>{name}: {status}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{name}最近没有缴费记录</source>
        <translation>{name}: no recent payments</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>有疑问，可以到窗口问一问。</source>
        <translation>Questions? Please ask at the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>其中 {missed}未缴。</source>
        <translation>{missed} not paid.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>每个月都缴了。</source>
        <translation>Every month is paid.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{name}最近 {count}</source>
        <translation>{name}: the last {count}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>每月缴费{unit}</source>
        <translation>Paid each month{unit}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>月份</source>
        <translation>Month</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>个人缴</source>
        <translation>You</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>单位缴</source>
        <translation>Employer</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>未缴</source>
        <translation>Missed</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>更早</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>还有 {count}未缴</source>
        <translation>{count} more missed</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>最近 {count}</source>
        <translation>The last {count}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>已缴</source>
        <translation>Paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>已缴 {time}</source>
        <translation>Paid for {time}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>养老个人账户</source>
        <translation>Pension account</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{name}个人账户</source>
        <translation>{name} account</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>个人账户 {sum}</source>
        <translation>Account: {sum}</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{money}，今年还没有缴费记录。</source>
        <translation>{money}, no payments this year yet.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>今年还没有缴费记录。</source>
        <translation>No payments this year yet.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{money}，今年每个月都缴了。</source>
        <translation>{money}, every month of this year is paid.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>今年每个月都缴了。</source>
        <translation>Every month of this year is paid.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>今年少缴 {count}</source>
        <translation>{count} missed this year</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{gap}（{month}）</source>
        <translation>{gap} ({month})</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{money}，{gap}。</source>
        <translation>{money}, {gap}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{gap}。</source>
        <translation>{gap}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>{month}未缴</source>
        <translation>{month}: missed</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>最近 {count}，每个月都缴了。</source>
        <translation>All of the last {count} are paid.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>最近 {count}里，只有 {month}没有缴。</source>
        <translation>Of the last {count}, only {month} is not paid.</translation>
    </message>
    <message>
        <location filename="../../kiosk/services/social_insurance/pages.py"/>
        <source>最近 {count}里，有 {missed}没有缴。</source>
        <translation>Of the last {count}, {missed} not paid.</translation>
    </message>
</context>
<context>
    <name>kiosk.visit</name>
    <message>
        <location filename="../../kiosk/visit/answers.py"/>
        <source>这一项现在不能选。请再选一次。</source>
        <translation>That is not available now. Please choose again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/answers.py"/>
        <source>{why}。请先选别的。</source>
        <translation>{why}. Please choose something else for now.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/answers.py"/>
        <source>这里只要数字。请再输一次。</source>
        <translation>Only digits here. Please type again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/answers.py"/>
        <source>还差 {missing}。请接着输。</source>
        <translation>{missing} to go. Please type on.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/answers.py"/>
        <source>多了几位。请删掉再试。</source>
        <translation>Too many digits. Please delete some.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/answers.py"/>
        <source>还没有输入。请先输入再确定。</source>
        <translation>Nothing typed yet. Please type first, then OK.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/answers.py"/>
        <source>有点长。请删短一些再试。</source>
        <translation>A little too long. Please shorten it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>摄像头</source>
        <translation>The camera</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>插卡的读卡器</source>
        <translation>The card slot</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>扫码器</source>
        <translation>The scanner</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>文件打印机</source>
        <translation>The document printer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>耳机孔</source>
        <translation>The headphone jack</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>身份证读卡器</source>
        <translation>The ID card reader</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>按键</source>
        <translation>The keypad</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>柜子</source>
        <translation>The locker</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>话筒</source>
        <translation>The microphone</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>付款机</source>
        <translation>The payment terminal</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>打印机</source>
        <translation>The printer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>喇叭</source>
        <translation>The loudspeaker</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>{device}在休息，请找工作人员</source>
        <translation>{device} is resting, please ask our staff</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>网络不通，暂时办不了</source>
        <translation>No network, not possible now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/catalogue.py"/>
        <source>要等工作人员上班</source>
        <translation>Only while our staff is here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/conversation.py"/>
        <source>正在办最后一步，请稍等。</source>
        <translation>This is the last step. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>您好，今天办什么事？</source>
        <translation>Hello! What do you need today?</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>办完了</source>
        <translation>I am finished</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>再办一件事</source>
        <translation>Do more</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>更多服务</source>
        <translation>More services</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>前面的服务</source>
        <translation>First services</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>不停了，接着办</source>
        <translation>Don't pause, go on</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>拿一个新的码</source>
        <translation>Get a new code</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>回首页</source>
        <translation>Home page</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>请点一下要办的事。不着急，慢慢来。</source>
        <translation>Tap what you need. There is no hurry.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>请带好证件。您的信息马上清除。</source>
        <translation>Please take your card. Your information is now erased.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>谢谢您，慢走。</source>
        <translation>Thank you, and goodbye.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>办好了</source>
        <translation>All done</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>现在可以接着办了</source>
        <translation>You can go on now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/house_prompts.py"/>
        <source>您填的都还在。走以前，请拿一个新的码。</source>
        <translation>Your entries are kept. Get a new code before you leave.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/items.py"/>
        <source>删除</source>
        <translation>Erase</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/items.py"/>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pausing.py"/>
        <source>还没有开始办，不用停。您可以直接走。</source>
        <translation>Nothing has begun, so nothing need wait. You can simply leave.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pausing.py"/>
        <source>这一页不用停。</source>
        <translation>Nothing need wait on this page.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pausing.py"/>
        <source>正在办，请稍等。</source>
        <translation>It is under way. Please wait.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pausing.py"/>
        <source>刚才的一步已经办了，不能停在这里。</source>
        <translation>The last step is done, so this cannot wait here.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pausing.py"/>
        <source>这台机器还不能留着接着办。</source>
        <translation>This terminal cannot keep it for later yet.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>{title}，{place}。</source>
        <translation>{title}, {place}.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>{column}，{row}</source>
        <translation>{column}, {row}</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>最左边一列</source>
        <translation>column on the far left</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>最右边一列</source>
        <translation>column on the far right</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>左边第 {n} 列</source>
        <translation>column {n} from the left</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>右边第 {n} 列</source>
        <translation>column {n} from the right</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>最上面一格</source>
        <translation>top door</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>最下面一格</source>
        <translation>bottom door</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>从上往下第 {n} 格</source>
        <translation>door {n} from the top</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/pictures.py"/>
        <source>从下往上第 {n} 格</source>
        <translation>door {n} from the bottom</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/promises.py"/>
        <source>接着上次停下的地方办。</source>
        <translation>Going on from where you stopped.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/promises.py"/>
        <source>有的内容变了，请从这里接着办。</source>
        <translation>Some things have changed. Please go on from here.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>正在确认，请不要再付</source>
        <translation>Checking. Please do not pay again</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>{time}内有效</source>
        <translation>You have {time} to pay</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>请付 {amount}</source>
        <translation>Please pay {amount}</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>金额 {amount}</source>
        <translation>Amount: {amount}</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>收款方是{payee}</source>
        <translation>The money goes to {payee}</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>钱不会丢。一有结果，马上告诉您。</source>
        <translation>Your money is safe. We will tell you as soon as we know.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>还有 {time}</source>
        <translation>{time} left</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>时间到了，请先不要付</source>
        <translation>Time is up. Please do not pay now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>好的</source>
        <translation>Yes</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/prompts.py"/>
        <source>先不要</source>
        <translation>Not now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>{what}。{next}</source>
        <translation>{what}. {next}</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>刚才没办成，是机器的原因</source>
        <translation>That did not work, because of this terminal</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款，也没有打印。请再试一次。</source>
        <translation>Nothing was charged or printed. Please try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有叫到工作人员，是机器的原因</source>
        <translation>This terminal could not call our staff</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请到窗口去。急事请打 110、119、120。</source>
        <translation>Please go to the counter. In an emergency, please call 110, 119 or 120.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>办到一半停了，是机器的原因</source>
        <translation>It stopped halfway, because of this terminal</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先看看出纸口，再按“呼叫人工”。</source>
        <translation>Please look at the paper slot, then press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>不知道刚才办成了没有</source>
        <translation>We cannot tell whether that was done</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>等了很久，还没有回音</source>
        <translation>There was no answer for a long time</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>可能网络慢。请再试一次，您填的都还在。</source>
        <translation>The network may be slow. Please try again. Your entries are kept.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>机器的存储满了，不敢往下办</source>
        <translation>This terminal's memory is full, so it stops here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请按“呼叫人工”，有人来帮您。</source>
        <translation>Please press "Staff". Someone will help you.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>机器的存储出了毛病，不敢往下办</source>
        <translation>This terminal's memory has a problem, so it stops here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>网络不通，连不上办事系统</source>
        <translation>There is no network, and no way to the office</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>您填的都还在。请稍后再试一次。</source>
        <translation>Your entries are kept. Please try again a little later.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>办事系统很慢，没有回音</source>
        <translation>The office's system is slow and did not answer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>您填的都还在。请再试一次。</source>
        <translation>Your entries are kept. Please try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>办事系统的回答看不懂</source>
        <translation>The office's answer cannot be read</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这不是您的问题。请稍后再试。</source>
        <translation>It is not your doing. Please try again later.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>办事系统正在维修</source>
        <translation>The office's system is being repaired</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>您填的都还在。请稍后再试。</source>
        <translation>Your entries are kept. Please try again later.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有查到您的登记信息</source>
        <translation>Your registration was not found</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>可以到窗口核对，或者按“呼叫人工”。</source>
        <translation>Please ask at the counter, or press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>查得太频繁，系统让歇一会儿</source>
        <translation>Too many look-ups, the system needs a rest</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请过几分钟再来。</source>
        <translation>Please come back in a few minutes.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这台机器还没有登记</source>
        <translation>This terminal is not registered yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这台机器的时间不准</source>
        <translation>The clock of this terminal is not right</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这件事要先刷身份证</source>
        <translation>This needs your ID card first</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把身份证放在读卡区，再办。</source>
        <translation>Please place your ID card on the reader first.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这和前面登录的不是同一位</source>
        <translation>This is not the same person who logged in before</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请用您自己的证件或者手机，或者换一种办法。</source>
        <translation>Please use your own card or phone, or choose another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这里现在发不了短信</source>
        <translation>Text messages cannot be sent from here at the moment</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一种办法登录。</source>
        <translation>Please log in another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>十四岁以下的小朋友不留人脸</source>
        <translation>No face is kept for children under 14</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请和家长一起，到窗口找工作人员。</source>
        <translation>Please come to the counter together with your parents.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没满十八岁，先不用人脸</source>
        <translation>Your face is not used until you are 18</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一种办法，证件和短信都可以。</source>
        <translation>Please choose another way: a card or a text message will do.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>登录时间到了</source>
        <translation>Your login has run out</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>为了安全，请再刷一次身份证。</source>
        <translation>To be safe, please place your ID card again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这笔账单有人正在付，或者已经付了</source>
        <translation>Somebody is paying this bill, or it is already paid</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先不要再付。过几分钟再来查一查。</source>
        <translation>Please do not pay again yet. Please look again in a few minutes.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这里一次收不了这么多</source>
        <translation>This is more than can be paid here at once</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。请少选几笔，或者到窗口去付。</source>
        <translation>Nothing was charged. Please choose fewer bills, or pay at the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这一单已经结束，这次没有再扣款</source>
        <translation>This order is over, and nothing more was charged</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先查一查付好了没有，没付好再重新来。</source>
        <translation>Please check first whether it is paid. If not, start anew.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>前面这次付款还在确认</source>
        <translation>The payment before is still being confirmed</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先不要再付，有了结果马上告诉您。</source>
        <translation>Please do not pay again yet. You will be told at once.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个付款码用过一次了，这次没有扣款</source>
        <translation>This payment code was used before; nothing was charged this time</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请等手机换一个新码，再扫一次。</source>
        <translation>Please wait for a new code on your phone, and scan again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这一步和刚才的对不上</source>
        <translation>This step does not match the one before</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请退回去，再来一次。</source>
        <translation>Please go back, and do it once more.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这笔刷卡还在核对</source>
        <translation>This card payment is still being checked</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先不要再付，工作人员会来核对。</source>
        <translation>Please do not pay again yet. Staff will come and check it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这里还没有开通这种付法</source>
        <translation>This way of paying is not open here yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这次没有扣款。请换一种付法，或者到窗口去付。</source>
        <translation>Nothing was charged this time. Please pay another way, or at the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个码在这里付不了</source>
        <translation>This code cannot be used to pay here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这次没有扣款。请打开微信或支付宝的付款码，再扫一次。</source>
        <translation>Nothing was charged this time. Please scan a WeChat or Alipay payment code.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这不是付款码</source>
        <translation>This is not a payment code</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请打开微信或支付宝的付款码，再扫一次。</source>
        <translation>Please open your WeChat or Alipay payment code and scan again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付得太频繁，系统让歇一会儿</source>
        <translation>That was often. The system wants a short rest</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这次没有扣款。请过几分钟再来。</source>
        <translation>Nothing was taken. Please come back in a few minutes.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>短信发出去了</source>
        <translation>The message has been sent</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>号码登记过的，一会儿就到。收到了请输入。</source>
        <translation>If the number is registered, it will arrive soon. Then please enter the code.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>短信刚刚发过</source>
        <translation>A message was sent just now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请等一分钟，再发一次。</source>
        <translation>Please wait a minute, then send it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>验证码没有对上</source>
        <translation>The code did not match</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请对着短信再看看，也可以再发一次。</source>
        <translation>Please look at the message again, or have another sent.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个登录码没有对上</source>
        <translation>This login code did not match</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>登录码过一会儿就换。请打开新的码，再扫一次。</source>
        <translation>Login codes change after a while. Please open a new one and scan it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这不是登录码</source>
        <translation>This is not a login code</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请打开手机上的登录码，再扫一次。</source>
        <translation>Please open the login code on your phone and scan it.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这次刷脸没有算数</source>
        <translation>Your face did not count this time</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一种办法，一样能办。</source>
        <translation>Please take another way; it works just as well.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有找到留在这里的人脸</source>
        <translation>No face was found that was left here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>您留的人脸要重新留</source>
        <translation>Your face is to be kept anew</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>认脸的程序换了。请换个办法登录，再进“我的人脸”。</source>
        <translation>The program that looks is new. Please log in another way, then open "My face".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个办法试了几次，先歇一会儿</source>
        <translation>This way was tried a few times and rests for a while</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>您停下的这件事，这里现在不办了</source>
        <translation>What you had begun is no longer offered here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这次办得太长，留不下来</source>
        <translation>This has grown too long to be kept</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请接着办完，不着急。</source>
        <translation>Please finish it now. There is no hurry.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>存人脸的钥匙打不开，先不用刷脸</source>
        <translation>The key to the kept faces does not open, so faces rest for now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>您留的人脸打不开了</source>
        <translation>The face that you left does not open any more</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一种办法。也可以删掉，重新留一次。</source>
        <translation>Please take another way. You can also delete it and leave it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这里已经没有您的人脸了</source>
        <translation>Your face is not kept here any more</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>机器的登录记录不对，先停下来</source>
        <translation>The terminal's log-in records are not as they were, so it rests</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>还没有看到身份证</source>
        <translation>No ID card seen yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把身份证平放在读卡区。</source>
        <translation>Please lay your ID card flat on the reader.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>证件拿开得早了一点</source>
        <translation>The card was lifted a little early</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请再放一次，听到提示再拿开。</source>
        <translation>Please place it again, and lift it when told.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张证件没有读出来</source>
        <translation>This card could not be read</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请拿起来，平放着再试一次。</source>
        <translation>Please lift it and lay it flat again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器不认这张证件</source>
        <translation>The reader does not accept this card</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一张身份证，或者按“呼叫人工”。</source>
        <translation>Please use another ID card, or press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这不像是身份证</source>
        <translation>This does not look like an ID card</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请放居民身份证或居住证。</source>
        <translation>Please place a resident ID card or a residence permit.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>证件上的内容没有读对</source>
        <translation>The card was not read correctly</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请拿起来再放一次。</source>
        <translation>Please lift it and place it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张证件已经过了有效期</source>
        <translation>This card is past its date</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请用新的证件，或者到窗口办理。</source>
        <translation>Please use a newer card, or go to the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡区放着一张证件</source>
        <translation>A card is lying on the reader</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>是您的，请拿起来，停一下再放。不是您的，请按“呼叫人工”。</source>
        <translation>If it is yours, lift it, wait a moment, and lay it down again. If not, please press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器断开了</source>
        <translation>The card reader is disconnected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>接好以后会自己恢复。也可以按“呼叫人工”。</source>
        <translation>It comes back by itself once connected. Or please press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器没有回应</source>
        <translation>The card reader does not answer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>正在重新连接。也可以按“呼叫人工”。</source>
        <translation>Connecting again. Or please press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器传来的内容不完整</source>
        <translation>The card reader's answer was incomplete</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请拿起证件，再放一次。</source>
        <translation>Please lift the card and place it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器自检没有通过</source>
        <translation>The card reader did not pass its own check</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器还没有授权</source>
        <translation>The card reader is not licensed yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器的型号不合适</source>
        <translation>This model of card reader does not fit here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器正忙着</source>
        <translation>The card reader is busy</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，再放一次证件。</source>
        <translation>Please wait a little, then place the card again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡停下来了</source>
        <translation>Reading the card was stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请再放一次证件。</source>
        <translation>Please place the card again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器接好了</source>
        <translation>The card reader is back</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把证件放上去。</source>
        <translation>Please place your card.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>还没有看到码</source>
        <translation>No code seen yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把码对着扫码窗，离一个手掌远。</source>
        <translation>Please hold the code a hand's width from the scanner.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个码没有读出来</source>
        <translation>This code could not be read</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把屏幕调亮、把纸摊平，再试一次。</source>
        <translation>Please brighten the screen or flatten the paper, and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个码只读到一部分</source>
        <translation>Only a part of the code was read</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请对准扫码窗，再扫一次。</source>
        <translation>Please aim at the scanner and scan again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个码太长，读不下</source>
        <translation>This code is too long to read</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一个码试试。</source>
        <translation>Please try another code.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这串数字不像是扫出来的</source>
        <translation>These digits do not seem to be scanned</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把码对着扫码窗，再扫一次。</source>
        <translation>Please hold the code to the scanner and scan again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>扫码器断开了</source>
        <translation>The scanner is disconnected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>扫码器正忙着</source>
        <translation>The scanner is busy</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，再扫一次。</source>
        <translation>Please wait a little, then scan again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>扫码停下来了</source>
        <translation>Scanning was stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>可以再扫一次。</source>
        <translation>You can scan again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>摄像头断开了</source>
        <translation>The camera is disconnected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>接好以后会自己恢复。也可以换一种办法。</source>
        <translation>It comes back by itself once connected. You can use another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>摄像头没有画面</source>
        <translation>The camera shows no picture</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，再试一次。也可以换一种办法。</source>
        <translation>Please wait and try again. You can use another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>摄像头打不开</source>
        <translation>The camera cannot be opened</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>摄像头已经关上了</source>
        <translation>The camera is closed</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>可以再试一次。</source>
        <translation>You can try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没能认出是您</source>
        <translation>We could not tell that it is you</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请正对镜头再试一次，也可以换一种办法。</source>
        <translation>Please face the camera and try again, or take another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>刚才慢了一点</source>
        <translation>That was a little slow</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>不着急，可以再试，也可以换一种办法。</source>
        <translation>Take your time. You can try again, or take another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>刚才看不到您的脸了</source>
        <translation>Your face could not be seen any more</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请面向摄像头再试，也可以换一种办法。</source>
        <translation>Please face the camera and try again, or take another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>镜头前好像换了人</source>
        <translation>Somebody else seems to have come before the camera</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请只留您一个人再试，也可以换一种办法。</source>
        <translation>Please try again alone, or take another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有看清您本人的脸</source>
        <translation>Your own face could not be seen clearly</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请您本人面向镜头再试，也可以换一种办法。</source>
        <translation>Please face the camera yourself and try again, or take another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>摄像头的画面停住了</source>
        <translation>The camera's picture stands still</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>可以再试一次，也可以换一种办法。</source>
        <translation>You can try again, or take another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有能对照的照片</source>
        <translation>There is no photo to compare with</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>看脸的程序停下来了</source>
        <translation>Looking at faces has stopped working</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>好的，不看脸了</source>
        <translation>All right, no face</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>话筒断开了</source>
        <translation>The microphone is disconnected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>接好以后会自己恢复。请先用屏幕或按键。</source>
        <translation>It comes back by itself. Please use the screen or the keys.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>话筒没有声音</source>
        <translation>The microphone hears nothing</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，再说一次。也可以用屏幕或按键。</source>
        <translation>Please wait and say it again. Screen and keys work too.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>话筒打不开</source>
        <translation>The microphone cannot be opened</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先用屏幕或按键，一样能办。</source>
        <translation>Please use the screen or the keys instead.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>话筒已经关上了</source>
        <translation>The microphone is closed</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>可以再说一次。</source>
        <translation>You can say it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>还没有看到卡</source>
        <translation>No card seen yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把社保卡或邻里卡插好、放平。</source>
        <translation>Please insert your social security card or Linli card.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>卡拿开得早了一点</source>
        <translation>The card was taken away a little early</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张卡没有回应</source>
        <translation>This card does not answer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看芯片朝向，擦一擦再试。</source>
        <translation>Please check the chip's side, wipe it and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张卡没有读出来</source>
        <translation>This card could not be read</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请拿起来，重新放好再试一次。</source>
        <translation>Please take it out and place it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>卡里的内容没有读对</source>
        <translation>The card was not read correctly</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请再试一次，或者到窗口核对这张卡。</source>
        <translation>Please try again, or have the card checked at the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>不认识这张卡</source>
        <translation>This card is not known</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请用社保卡或邻里卡。</source>
        <translation>Please use a social security card or a Linli card.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张卡不是本社区发的</source>
        <translation>This card is not from our community</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一张卡，或者按“呼叫人工”。</source>
        <translation>Please use another card, or press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张卡过了有效期</source>
        <translation>This card has expired</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请用身份证，或者换一种办法。</source>
        <translation>Please use your ID card, or another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张社保卡没有说出您是谁</source>
        <translation>This social security card does not say who you are</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡器里有一张卡</source>
        <translation>There is a card in the reader</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>是您的，请拿开，停一下再放。不是您的，请按“呼叫人工”。</source>
        <translation>If it is yours, take it away, wait a moment, and put it back. If not, please press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张卡让我们等得太久了</source>
        <translation>This card took too long</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把卡取出来，再放一次。</source>
        <translation>Please take the card out and place it again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>插卡的读卡器断开了</source>
        <translation>The card slot is disconnected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>有两个读卡器分不清</source>
        <translation>Two card readers cannot be told apart</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，再放一次卡。</source>
        <translation>Please wait a little, then place the card again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>插卡的读卡器没有回应</source>
        <translation>The card slot does not answer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>插卡的读卡器出了毛病</source>
        <translation>The card slot has a problem</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>读卡的程序停下来了</source>
        <translation>The card program has stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请再放一次卡。</source>
        <translation>Please place the card again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>银行没有同意这次付款</source>
        <translation>The bank did not approve this payment</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。可以换一张卡，或者换一种付法。</source>
        <translation>Nothing was charged. Use another card, or pay another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机没有读出这张卡</source>
        <translation>The payment terminal could not read this card</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。请擦一擦芯片，再试一次。</source>
        <translation>Nothing was charged. Please wipe the chip and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张银行卡过了有效期</source>
        <translation>This bank card is past its date</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。请换一张卡再试一次。</source>
        <translation>Nothing was charged. Please try another card.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机不收这张卡</source>
        <translation>The payment terminal does not take this card</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。请换一张卡，或者换一种付法。</source>
        <translation>Nothing was charged. Please use another card, or pay another way.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>密码没有对上</source>
        <translation>The PIN did not match</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。请想一想，再试一次。</source>
        <translation>Nothing was charged. Please think, and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张卡里的钱不够</source>
        <translation>There is not enough money on this card</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个金额付款机不收</source>
        <translation>The payment terminal does not take this amount</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。请到窗口去付。</source>
        <translation>Nothing was charged. Please pay at the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款停下来了，没有等到卡或密码</source>
        <translation>Payment stopped: no card or PIN came</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。可以再试一次。</source>
        <translation>Nothing was charged. You can try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款停下来了</source>
        <translation>The payment was stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看付款机的屏幕，再按它说的做。</source>
        <translation>Please do what the payment terminal's screen says.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>等得久了，付款先停下来</source>
        <translation>It took long, so the payment was stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。可以再试一次，不着急。</source>
        <translation>Nothing was charged. You can try again, no hurry.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机连不上银行</source>
        <translation>The payment terminal cannot reach the bank</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。请稍后再试，或者到窗口去付。</source>
        <translation>Nothing was charged. Please try later, or pay at the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>正在核对您付的这笔钱</source>
        <translation>Your payment is being checked</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先不要再付，我们查清楚告诉您。</source>
        <translation>Please do not pay again. We will find out and tell you.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机还在办这一笔</source>
        <translation>The payment terminal is still at it</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，先不要再付。</source>
        <translation>Please wait, and do not pay again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机上的金额和这里的不一样</source>
        <translation>The amounts do not match</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请不要走开，请按“呼叫人工”，有人来帮您。</source>
        <translation>Please stay here and press "Staff". Someone will help you.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机前后说的不一样</source>
        <translation>The payment terminal contradicts itself</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先不要再付，请按“呼叫人工”，有人来帮您。</source>
        <translation>Please do not pay again. Press "Staff", someone will help.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机上没有这笔钱</source>
        <translation>The payment terminal has no such payment</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有扣款。可以再付一次。</source>
        <translation>Nothing was charged. You can pay again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这一笔已经付过了</source>
        <translation>This has been paid already</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>您不用再付。请看看收据。</source>
        <translation>You need not pay again. Please look at your receipt.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>上一笔付款还在核对</source>
        <translation>The last payment is still being checked</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，查清楚以后再付。</source>
        <translation>Please wait until that is clear, then pay.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>机器记不下账，不敢收钱</source>
        <translation>This terminal cannot keep accounts, so it takes no money</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这一笔在付款机上退不了</source>
        <translation>The payment terminal cannot refund this</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请拿好收据，到窗口去退。</source>
        <translation>Please keep the receipt and go to the counter.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机断开了</source>
        <translation>The payment terminal is disconnected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机没有回应</source>
        <translation>The payment terminal does not answer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机说的听不清</source>
        <translation>The payment terminal's answer is garbled</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机正忙着</source>
        <translation>The payment terminal is busy</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，再看看。</source>
        <translation>Please wait a little and look again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机现在不收款</source>
        <translation>The payment terminal takes no payments now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机出了毛病</source>
        <translation>The payment terminal has a problem</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>付款机记不住上一笔账，不敢用它</source>
        <translation>The payment terminal forgot its last payment</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机没纸了</source>
        <translation>The printer is out of paper</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机的盖子开着</source>
        <translation>The printer's cover is open</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机的走纸键被按住了</source>
        <translation>The printer's feed button is held down</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>松开以后请再试一次。</source>
        <translation>Please let go of it and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机的切纸刀卡住了</source>
        <translation>The printer's cutter is stuck</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机太热了，要歇一会儿</source>
        <translation>The printer is too hot and needs a rest</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>过几分钟再试一次。</source>
        <translation>Try again in a few minutes.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机出了毛病</source>
        <translation>The printer has a problem</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机现在不能打印</source>
        <translation>The printer cannot print now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机没有接好</source>
        <translation>The printer is not connected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机没有回应</source>
        <translation>The printer does not answer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>不知道有没有打印好</source>
        <translation>We cannot tell if it printed</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看出纸口，再告诉我。</source>
        <translation>Please look at the paper slot, then tell me.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张凭条已经送去打印过</source>
        <translation>This slip was sent to the printer before</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看出纸口。</source>
        <translation>Please look at the paper slot.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这张凭条太宽，打不下</source>
        <translation>This slip is too wide to print</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机正忙着</source>
        <translation>The printer is busy</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请稍等，再试一次。</source>
        <translation>Please wait a little and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机缺少字体，打不了这张凭条</source>
        <translation>The printer lacks a typeface for this slip</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印停下来了</source>
        <translation>Printing was stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>没有找到这个格口</source>
        <translation>This locker door was not found</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>柜子还没有调试好</source>
        <translation>The locker is not set up yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>柜门卡住了，没有弹开</source>
        <translation>The locker door is stuck and did not open</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请轻轻推一下门，再试一次。</source>
        <translation>Please push the door gently and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>看不到柜门开了没有</source>
        <translation>We cannot see whether the door is open</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看柜门，再按“呼叫人工”。</source>
        <translation>Please look at the door, then press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>柜门还没有关好</source>
        <translation>The locker door is not closed yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把柜门推到底，再试一次。</source>
        <translation>Please push the door shut and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>格口里还没有东西</source>
        <translation>There is nothing in the locker yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请先放好东西，再关上柜门。</source>
        <translation>Please put your things in, then close the door.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这个格口没有消毒灯</source>
        <translation>This locker has no disinfecting lamp</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请换一个格口，或者不用消毒。</source>
        <translation>Please use another locker, or do without.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>消毒灯还没有关，门先不开</source>
        <translation>The disinfecting lamp is on, so the door stays shut</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>柜子断开了，没有连上</source>
        <translation>The locker is disconnected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>柜子没有回应，门没有开</source>
        <translation>The locker does not answer, the door did not open</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>柜子的回答听不清，门没有开</source>
        <translation>The locker's answer is garbled, the door did not open</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>柜子正忙着，门没有开</source>
        <translation>The locker is busy, the door did not open</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>开柜停下来了</source>
        <translation>Opening the locker was stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看柜门，可以再试一次。</source>
        <translation>Please look at the door. You can try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机没纸了</source>
        <translation>The A4 printer is out of paper</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机里放的不是 A4 纸</source>
        <translation>The paper in the printer is not A4</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机里卡纸了</source>
        <translation>Paper is jammed in the printer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机的盖子开着</source>
        <translation>The A4 printer's cover is open</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>出纸盘放满了</source>
        <translation>The paper tray is full</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请把出好的纸取走，再试一次。</source>
        <translation>Please take the finished sheets and try again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机的墨粉用完了</source>
        <translation>The printer is out of toner</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机出了毛病</source>
        <translation>The A4 printer has a problem</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机现在不能打印</source>
        <translation>The A4 printer cannot print now</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机暂停了</source>
        <translation>The A4 printer is paused</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机没有接好</source>
        <translation>The A4 printer is not connected</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机没有回应</source>
        <translation>The A4 printer does not answer</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>A4 打印机正忙着</source>
        <translation>The A4 printer is busy</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机存不下了</source>
        <translation>The printer's memory is full</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印等了很久，先停下来了</source>
        <translation>Printing took long and was stopped</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看出纸口，再按“呼叫人工”。</source>
        <translation>Please look at the paper slot, then press "Staff".</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>打印机没有收下这份材料</source>
        <translation>The printer did not take this document</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这份材料已经送去打印过</source>
        <translation>This document was sent to the printer before</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>这份材料太长，这里打不下</source>
        <translation>This document is too long to print here</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请到窗口去，有人帮您打印。</source>
        <translation>Please go to the counter. Someone will print it for you.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>有的字这台打印机印不出来</source>
        <translation>This printer lacks some of the characters</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>请看看出纸口，再决定要不要重打。</source>
        <translation>Please look at the paper slot before you print again.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>通讯录还没有下载到这台机器</source>
        <translation>The directory is not on this terminal yet</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>急事请打 110、119、120。</source>
        <translation>In an emergency, please call 110, 119 or 120.</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/sentences.py"/>
        <source>通讯录没有通过核对，不能用</source>
        <translation>The directory did not pass its check</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/visit.py"/>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/visit.py"/>
        <source>从头再看</source>
        <translation>From the start</translation>
    </message>
    <message>
        <location filename="../../kiosk/visit/visit.py"/>
        <source>请稍等，不着急。</source>
        <translation>Please wait. There is no hurry.</translation>
    </message>
</context>
<context>
    <name>ui/controls</name>
    <message>
        <location filename="../../ui/controls/CalmBar.qml"/>
        <source>马上就好，请稍等。</source>
        <translation>Nearly there, please wait.</translation>
    </message>
    <message>
        <location filename="../../ui/controls/DigitPad.qml"/>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <location filename="../../ui/controls/DigitPad.qml"/>
        <location filename="../../ui/controls/LetterPad.qml"/>
        <source>删除</source>
        <translation>Erase</translation>
    </message>
    <message>
        <location filename="../../ui/controls/DigitPad.qml"/>
        <location filename="../../ui/controls/LetterPad.qml"/>
        <location filename="../../ui/controls/WordPad.qml"/>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <location filename="../../ui/controls/MirrorPlace.qml"/>
        <source>镜子，您在里面看到自己</source>
        <translation>Mirror: here you see yourself</translation>
    </message>
    <message>
        <location filename="../../ui/controls/NumberKey.qml"/>
        <source>按一下就输入。</source>
        <translation>One press enters it.</translation>
    </message>
    <message>
        <location filename="../../ui/controls/PayCard.qml"/>
        <source>付款用的二维码</source>
        <translation>QR code to pay with</translation>
    </message>
    <message>
        <location filename="../../ui/controls/Pressable.qml"/>
        <source>按一下就选。</source>
        <translation>One press chooses it.</translation>
    </message>
    <message>
        <location filename="../../ui/controls/ReadAll.qml"/>
        <source>看完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <location filename="../../ui/controls/ReadAll.qml"/>
        <source>看全文</source>
        <translation>Read</translation>
    </message>
    <message>
        <location filename="../../ui/controls/TakeAlong.qml"/>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <location filename="../../ui/controls/TakeAlong.qml"/>
        <source>随身的包</source>
        <translation>Your bag</translation>
    </message>
    <message>
        <location filename="../../ui/controls/TimeBar.qml"/>
        <source>还能付款的时间</source>
        <translation>Time left to pay</translation>
    </message>
    <message>
        <location filename="../../ui/controls/Turner.qml"/>
        <source>上一页</source>
        <translation>Up</translation>
    </message>
    <message>
        <location filename="../../ui/controls/Turner.qml"/>
        <source>下一页</source>
        <translation>Down</translation>
    </message>
</context>
<context>
    <name>ui/keyboard/QtQuick/VirtualKeyboard/Styles/linli</name>
    <message>
        <location filename="../../ui/keyboard/QtQuick/VirtualKeyboard/Styles/linli/style.qml"/>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <location filename="../../ui/keyboard/QtQuick/VirtualKeyboard/Styles/linli/style.qml"/>
        <source>空格</source>
        <translation>Space</translation>
    </message>
</context>
<context>
    <name>ui/pages</name>
    <message>
        <location filename="../../ui/pages/AttractPage.qml"/>
        <source>插上耳机，听着也能办。</source>
        <translation>Plug in headphones to hear every page.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/AttractPage.qml"/>
        <source>按“说话”才听，说出来也能办。</source>
        <translation>It listens only when you press "Speak": then simply say it.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/AttractPage.qml"/>
        <source>轻触屏幕开始</source>
        <translation>Touch the screen to begin</translation>
    </message>
    <message>
        <location filename="../../ui/pages/WorkPage.qml"/>
        <source>请稍等，不要离开</source>
        <translation>Please wait</translation>
    </message>
    <message>
        <location filename="../../ui/pages/WorkPage.qml"/>
        <source>不等了，返回</source>
        <translation>Go back</translation>
    </message>
</context>
<context>
    <name>ui/shell</name>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>回到上一步。</source>
        <translation>One step back.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>回到所有服务。</source>
        <translation>To all services.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>再说一遍</source>
        <translation>Again</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>把这一页再念一遍。</source>
        <translation>Reads this page aloud again.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>换字的大小。</source>
        <translation>Changes the size of the words.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>特大字</source>
        <translation>Largest</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>大字</source>
        <translation>Large</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>呼叫人工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <location filename="../../ui/shell/BottomBar.qml"/>
        <source>请工作人员过来帮忙。</source>
        <translation>Asks our staff to come and help.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/Curtain.qml"/>
        <source>屏幕已关闭。轻触屏幕，重新显示。</source>
        <translation>The screen is off. Touch it to show it again.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/Curtain.qml"/>
        <source>按键模式
轻触屏幕，重新显示</source>
        <translation>Keypad mode
Touch the screen to show it again</translation>
    </message>
    <message>
        <location filename="../../ui/shell/HelpSheet.qml"/>
        <source>怎么用这台机器</source>
        <translation>How it works</translation>
    </message>
    <message>
        <location filename="../../ui/shell/HelpSheet.qml"/>
        <source>点一下要办的事。
点“返回”，退一步。
有难处，点“呼叫人工”。</source>
        <translation>Tap what you need.
"Back": one step back.
"Staff": someone comes.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/HelpSheet.qml"/>
        <source>轻轻点一下要办的事。
点“返回”，回到上一步。
点“大字”，字会变大。
点“再说一遍”，再听一次。
按键盘也能办，屏幕不看也行。
有难处，点“呼叫人工”。</source>
        <translation>Tap what you need.
"Back": one step back.
"Large": larger words.
"Again": hear it again.
The keypad works too, without the screen.
"Staff": someone comes to help.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/HelpSheet.qml"/>
        <source>知道了</source>
        <translation>I see</translation>
    </message>
    <message>
        <location filename="../../ui/shell/IdleSheet.qml"/>
        <source>您还在吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <location filename="../../ui/shell/IdleSheet.qml"/>
        <source>我还在</source>
        <translation>I am here</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>换一种语言。</source>
        <translation>Changes the language.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>说方言</source>
        <translation>Dialect</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>换您说的方言。</source>
        <translation>Choose the dialect that you speak.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>换颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>黑白</source>
        <translation>B/W</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>黑白分明</source>
        <translation>Sharp</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>换屏幕的颜色。</source>
        <translation>Changes the colours of the screen.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>坐着用</source>
        <translation>Seated</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>按键都移到低处，坐着也够得着。</source>
        <translation>Moves all keys low, within reach of a wheelchair.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>左手</source>
        <translation>Left</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>按键移到左边。</source>
        <translation>Moves the keys to the left.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>念出来</source>
        <translation>Speak</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>每一页都念出来。</source>
        <translation>Reads every page aloud.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>停一停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>先停一停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>先把填好的存起来，回头接着办。</source>
        <translation>Keeps your entries, to go on later.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <location filename="../../ui/shell/ModeKeys.qml"/>
        <source>怎么用这台机器。</source>
        <translation>How this terminal works.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/StatusBar.qml"/>
        <source>网络断开</source>
        <translation>Offline</translation>
    </message>
    <message>
        <location filename="../../ui/shell/StatusBar.qml"/>
        <source>耳机里说</source>
        <translation>Headphones</translation>
    </message>
    <message>
        <location filename="../../ui/shell/StatusBar.qml"/>
        <source>摄像头开着</source>
        <translation>Camera on</translation>
    </message>
    <message>
        <location filename="../../ui/shell/StatusBar.qml"/>
        <source>正在听</source>
        <translation>Listening</translation>
    </message>
    <message>
        <location filename="../../ui/shell/StatusBar.qml"/>
        <source>没在听</source>
        <translation>Mic off</translation>
    </message>
    <message>
        <location filename="../../ui/shell/TalkKey.qml"/>
        <source>说完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <location filename="../../ui/shell/TalkKey.qml"/>
        <source>说话</source>
        <translation>Speak</translation>
    </message>
    <message>
        <location filename="../../ui/shell/TalkKey.qml"/>
        <source>按一下，或者按住，就可以说话。</source>
        <translation>Press once, or hold, and speak.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/TalkPanel.qml"/>
        <source>正在想…</source>
        <translation>Thinking…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/TalkPanel.qml"/>
        <source>请稍等…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/TalkPanel.qml"/>
        <source>正在听…</source>
        <translation>Listening…</translation>
    </message>
</context>
</TS>
