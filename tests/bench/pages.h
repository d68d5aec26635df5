#pragma once
// The pages of bench-text. Invented sentences of the kind the kiosk shows.

#include <stdbool.h>

enum { PAGE_CAP_PX = 20, PAGES = 6 };

struct page {
    const char *lang;
    const char *script;
    const char *fonts;
    const char *pango_family;
    int em_px; // what the engine makes of PAGE_CAP_PX in the first font
    bool rtl;
    const char *text;
};

static const char *const page_fonts[] = {
    "/usr/share/fonts/truetype/andika/Andika-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
};

static const struct page pages[PAGES] = {
    {"es", "Latn", "Andika-Regular.ttf", "Andika", 28, false,
        "Para renovar su pasaporte necesita la partida de nacimiento, una foto reciente y el "
        "recibo de pago. Llegue temprano: la oficina abre a las 8:00 y atiende por orden de "
        "llegada. Si perdió sus papeles, pida ayuda en la ventanilla 3; nadie le preguntará por "
        "qué está aquí. El trámite cuesta Q150.00 y tarda entre 10 y 15 días. ¿Viaja con niñas o "
        "niños? Lleve el permiso firmado por ambos padres ante notario. Guarde una copia de cada "
        "documento en un lugar seguro y no entregue los originales a desconocidos. La llamada al "
        "+502 2414-7401 es gratuita las veinticuatro horas. Quien le ofrezca un atajo a cambio de "
        "dinero quiere engañarle: denúncielo sin miedo. En el albergue hay comida, agua, ropa y "
        "un médico; puede quedarse tres noches. Pregunte también por los cursos de oficios, la "
        "escuela para sus hijos y el apoyo para empezar un negocio cuando regrese. "},
    {"ht", "Latn", "Andika-Regular.ttf", "Andika", 28, false,
        "Pou w ka renouvle paspò w, ou bezwen batistè w, yon foto resan ak resi peman an. Vini "
        "bonè: biwo a louvri a 8:00 epi yo resevwa moun yo youn apre lòt. Si w pèdi papye w yo, "
        "mande èd nan gichè nimewo 3; pèsonn p ap mande w poukisa w la. Demach la koute 150 goud "
        "epi li pran ant 10 ak 15 jou. Èske w ap vwayaje ak timoun? Pote otorizasyon manman ak "
        "papa siyen devan notè. Kenbe yon kopi chak dokiman yon kote ki an sekirite epi pa bay "
        "moun ou pa konnen orijinal yo. Apèl nan nimewo +509 2812-7401 la gratis lajounen kou "
        "lannwit. Moun ki pwomèt ou yon chemen kout pou lajan ap twonpe w: denonse l san pè. Nan "
        "sant lan gen manje, dlo, rad ak yon doktè; ou ka rete twa nwit. Mande tou pou kou metye "
        "yo, lekòl pou pitit ou yo ak sipò pou kòmanse yon ti biznis lè w tounen lakay ou. "},
    {"ar", "Arab", "NotoNaskhArabic-Regular.ttf,Andika-Regular.ttf", "Noto Naskh Arabic, Andika",
        30, true,
        "لتجديد جواز سفرك تحتاج إلى شهادة الميلاد وصورة حديثة وإيصال الدفع. احضر باكرًا: يفتح "
        "المكتب في الساعة 8:00 ويُستقبل الناس بحسب دورهم. إذا فقدت أوراقك فاطلب المساعدة من "
        "الشباك رقم 3، ولن يسألك أحد عن سبب وجودك هنا. تكلفة المعاملة 150 كتسالًا وتستغرق ما بين "
        "10 أيام و15 يومًا. هل تسافر مع أطفال؟ أحضر إذنًا موقّعًا من الوالدين أمام كاتب العدل. "
        "احتفظ بنسخة من كل وثيقة في مكان آمن ولا تسلّم الأصول لمن لا تعرفه. المكالمة على الرقم "
        "⁦+502 2414-7401⁩ مجانية طوال اليوم. من يعرض عليك طريقًا مختصرًا مقابل "
        "المال "
        "يريد "
        "خداعك فأبلغ عنه دون خوف. في المأوى طعام وماء وملابس وطبيب، ويمكنك البقاء ثلاث ليالٍ. "
        "اسأل أيضًا عن دورات تعليم المهن ومدرسة أطفالك والدعم لبدء مشروع صغير عند عودتك. "},
    {"hi", "Deva", "NotoSansDevanagari-Regular.ttf,Andika-Regular.ttf",
        "Noto Sans Devanagari, Andika", 32, false,
        "पासपोर्ट नवीनीकरण के लिए आपको जन्म प्रमाणपत्र, हाल की तस्वीर और भुगतान की रसीद चाहिए। "
        "जल्दी आइए: कार्यालय सुबह 8:00 बजे खुलता है और सबको बारी से बुलाया जाता है। अगर आपके "
        "कागज़ात खो गए हैं तो खिड़की 3 पर मदद माँगिए; कोई नहीं पूछेगा कि आप यहाँ क्यों हैं। इस "
        "प्रक्रिया का शुल्क 150 है और इसमें 10 से 15 दिन लगते हैं। क्या आप बच्चों के साथ यात्रा कर "
        "रहे हैं? दोनों माता-पिता का हस्ताक्षर किया हुआ अनुमति पत्र लाइए। हर दस्तावेज़ की एक प्रति "
        "सुरक्षित जगह रखिए और मूल प्रति किसी अजनबी को न दीजिए। +502 2414-7401 पर फ़ोन करना दिन-रात "
        "मुफ़्त है। जो पैसे लेकर छोटा रास्ता बताए वह आपको ठगना चाहता है: बिना डरे शिकायत कीजिए। आश्रय "
        "में भोजन, पानी, कपड़े और डॉक्टर हैं; आप तीन रात रुक सकते हैं। लौटने पर प्रशिक्षण, बच्चों के "
        "विद्यालय और व्यवसाय शुरू करने की सहायता के बारे में भी पूछिए। "},
    {"am", "Ethi", "NotoSansEthiopic-Regular.ttf,Andika-Regular.ttf", "Noto Sans Ethiopic, Andika",
        28, false,
        "ፓስፖርትዎን ለማደስ የልደት የምስክር ወረቀት፣ የቅርብ ጊዜ ፎቶግራፍ እና የክፍያ ደረሰኝ ያስፈልግዎታል። ቀደም ብለው "
        "ይምጡ፤ ቢሮው በ8:00 ይከፈታል፤ ሰዎችም በተራ ይስተናገዳሉ። ሰነዶችዎ ከጠፉ በመስኮት 3 እርዳታ ይጠይቁ፤ ለምን "
        "እዚህ እንደሆኑ ማንም አይጠይቅዎትም። አገልግሎቱ 150 ያስከፍላል፤ ከ10 እስከ 15 ቀናት ይወስዳል። ከልጆች ጋር "
        "ይጓዛሉ? ሁለቱም ወላጆች የፈረሙበትን ፈቃድ ይዘው ይምጡ። የእያንዳንዱን ሰነድ ቅጂ ደህንነቱ በተጠበቀ ቦታ ያስቀምጡ፤ "
        "ዋናውን ለማያውቁት ሰው አይስጡ። በ+502 2414-7401 መደወል ቀንና ሌሊት ነፃ ነው። በገንዘብ አቋራጭ መንገድ "
        "የሚያቀርብልዎ ሰው ሊያታልልዎ ይፈልጋል፤ ያለ ፍርሃት ያመልክቱ። በመጠለያው ምግብ፣ ውሃ፣ ልብስ እና ሐኪም አለ፤ ሦስት "
        "ሌሊት መቆየት ይችላሉ። ሲመለሱ ስለ ሙያ ሥልጠና፣ ስለ ልጆችዎ ትምህርት ቤት እና ንግድ ለመጀመር ስለሚሰጥ ድጋፍም ይጠይቁ። "},
    {"zh-Hans", "Hans", "NotoSansCJK-Regular.ttc#2,Andika-Regular.ttf", "Noto Sans CJK SC, Andika",
        23, false,
        "更换护照需要出生证明、近期照片和缴费收据。请早点来：办公室8:"
        "00开门，按先后顺序办理。如果证件丢失，"
        "请到3号窗口求助；没有人会问您为什么在这里。手续费150格查尔，需要10到15天。您带孩子出行吗？"
        "请带上"
        "父母双方在公证人面前签字的同意书。每份文件都要留一份复印件放在安全的地方，不要把原件交给陌"
        "生人。"
        "拨打+502 "
        "2414-7401全天免费。谁要收钱替您走捷径，谁就是想骗您，请放心举报。收容所里有食物、饮用水、"
        "衣服和医生，可以住三个晚上。回国以后，也可以询问职业培训、子女入学以及创业支持。过境时请保"
        "管好"
        "行李和手机，夜间不要独自步行。边境两侧都设有问讯处，工作人员会用您的语言解释每一个步骤。签"
        "证被"
        "拒绝时，您有权在三十天内提出上诉，律师咨询不收取任何费用。怀孕妇女、老人和残疾人优先办理。"
        "遇到"
        "暴力、绑架或者雇主扣押工资，请立即联系检察院或者领事馆。难民身份申请期间，任何机关都不得将"
        "您遣返。"
        "银行汇款要核对收款人姓名；公共汽车票价写在车站墙上。图书馆提供免费网络，护士每星期四下午接"
        "种疫苗。"},
};
