import type { KeyPress } from '../../renderer/keys/chord.ts';

/** What each key writes: plain, with Shift, with AltGr (Windows, Linux) or Option (macOS). A dead key is `Dead`. */
type Layout = {
  readonly plain: Readonly<Record<string, string>>;
  readonly shift: Readonly<Record<string, string>>;
  readonly third: Readonly<Record<string, string>>;
};

const rows = [
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
  'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
  'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash',
  'IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash',
] as const;
const codes = rows.join(' ').split(' ');

/** Four rows of keys, a blank between keys; `~~` is a dead key, `..` writes nothing. */
function level(text: string): Record<string, string> {
  const keys = text.trim().split(/\s+/);
  if (keys.length !== codes.length) throw new Error(`${keys.length} keys: ${text}`);
  return Object.fromEntries(
    codes.flatMap((code, at) => {
      const key = keys[at] ?? '..';
      return key === '..' ? [] : [[code, key === '~~' ? 'Dead' : key]];
    }),
  );
}

const layout = (plain: string, shift: string, third: Record<string, string> = {}): Layout => ({
  plain: level(plain),
  shift: level(shift),
  third,
});

/** As xkeyboard-config and the Windows layouts of the same name have them. */
export const layouts = {
  us: layout(
    "` 1 2 3 4 5 6 7 8 9 0 - = q w e r t y u i o p [ ] a s d f g h j k l ; ' \\ .. z x c v b n m , . /",
    '~ ! @ # $ % ^ & * ( ) _ + Q W E R T Y U I O P { } A S D F G H J K L : " | .. Z X C V B N M < > ?',
  ),
  german: layout(
    '~~ 1 2 3 4 5 6 7 8 9 0 ß ~~ q w e r t z u i o p ü + a s d f g h j k l ö ä # < y x c v b n m , . -',
    '° ! " § $ % & / ( ) = ? ~~ Q W E R T Z U I O P Ü * A S D F G H J K L Ö Ä \' > Y X C V B N M ; : _',
    { Digit7: '{', Digit8: '[', Digit9: ']', Digit0: '}', KeyQ: '@', KeyE: '€', Minus: '\\' },
  ),
  french: layout(
    '² & é " \' ( - è _ ç à ) = a z e r t y u i o p ~~ $ q s d f g h j k l m ù * < w x c v b n , ; : !',
    '.. 1 2 3 4 5 6 7 8 9 0 ° + A Z E R T Y U I O P ~~ £ Q S D F G H J K L M % µ > W X C V B N ? . / §',
    { Digit3: '#', Digit4: '{', Digit5: '[', Minus: ']', Equal: '}', KeyE: '€', Digit0: '@' },
  ),
  czech: layout(
    '; + ě š č ř ž ý á í é = ~~ q w e r t z u i o p ú ) a s d f g h j k l ů § ~~ \\ y x c v b n m , . -',
    '~~ 1 2 3 4 5 6 7 8 9 0 % ~~ Q W E R T Z U I O P / ( A S D F G H J K L " ! \' | Y X C V B N M ? : _',
    { KeyF: '[', KeyG: ']', Comma: '<', Period: '>' },
  ),
  bepo: layout(
    '$ " « » ( ) @ + - / * = % b é p o è ~~ v d l j z w a u i e , c t s r n m ç ê à y x . k \' q g h f',
    '# 1 2 3 4 5 6 7 8 9 0 ° ` B É P O È ! V D L J Z W A U I E ; C T S R N M Ç Ê À Y X : K ? Q G H F',
    { Digit2: '<', Digit3: '>', Digit4: '[', Digit5: ']' },
  ),
  dvorak: layout(
    "` 1 2 3 4 5 6 7 8 9 0 [ ] ' , . p y f g c r l / = a o e u i d h t n s - \\ .. ; q j k x b m w v z",
    '~ ! @ # $ % ^ & * ( ) { } " < > P Y F G C R L ? + A O E U I D H T N S _ | .. : Q J K X B M W V Z',
  ),
  turkish: layout(
    '" 1 2 3 4 5 6 7 8 9 0 * - q w e r t y u ı o p ğ ü a s d f g h j k l ş i , < z x c v b n m ö ç .',
    'é ! ~~ ~~ + % & / ( ) = ? _ Q W E R T Y U I O P Ğ Ü A S D F G H J K L Ş İ ; > Z X C V B N M Ö Ç :',
    { Digit8: '[', Digit9: ']', KeyQ: '@' },
  ),
  russian: layout(
    'ё 1 2 3 4 5 6 7 8 9 0 - = й ц у к е н г ш щ з х ъ ф ы в а п р о л д ж э \\ .. я ч с м и т ь б ю .',
    'Ё ! " № ; % : ? * ( ) _ + Й Ц У К Е Н Г Ш Щ З Х Ъ Ф Ы В А П Р О Л Д Ж Э / .. Я Ч С М И Т Ь Б Ю ,',
  ),
  greek: layout(
    "` 1 2 3 4 5 6 7 8 9 0 - = ; ς ε ρ τ υ θ ι ο π [ ] α σ δ φ γ η ξ κ λ ~~ ' \\ < ζ χ ψ ω β ν μ , . /",
    '~ ! @ # $ % ^ & * ( ) _ + : ~~ Ε Ρ Τ Υ Θ Ι Ο Π { } Α Σ Δ Φ Γ Η Ξ Κ Λ ~~ " | > Ζ Χ Ψ Ω Β Ν Μ < > ?',
    { KeyE: '€' },
  ),
  hebrew: layout(
    "; 1 2 3 4 5 6 7 8 9 0 - = / ' ק ר א ט ו ן ם פ ] [ ש ד ג כ ע י ח ל ך ף , \\ .. ז ס ב ה נ מ צ ת ץ .",
    '~ ! @ # $ % ^ & * ) ( _ + Q W E R T Y U I O P } { A S D F G H J K L : " | .. Z X C V B N M > < ?',
    { KeyE: '€' },
  ),
  arabic: layout(
    'ذ 1 2 3 4 5 6 7 8 9 0 - = ض ص ث ق ف غ ع ه خ ح ج د ش س ي ب ل ا ت ن م ك ط \\ .. ئ ء ؤ ر لا ى ة و ز ظ',
    'ّ ! @ # $ % ^ & * ) ( _ + َ ً ُ ٌ لإ إ ‘ ÷ × ؛ < > ِ ٍ ] [ لأ أ ـ ، / : " | .. ~ ْ } { لآ آ ’ , . ؟',
  ),
  persian: layout(
    '\u200d ۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹ ۰ - = ض ص ث ق ف غ ع ه خ ح ج چ ش س ی ب ل ا ت ن م ک گ \\ .. ظ ط ز ر ذ د پ و . /',
    '÷ ! ٬ ٫ ﷼ ٪ × ، * ) ( ـ + ْ ٌ ٍ ً ُ ِ َ ّ ] [ } { ؤ ئ ي إ أ آ ة » « : ؛ | .. ك ٓ ژ ٰ \u200c ٔ ء < > ؟',
  ),
  thai: layout(
    '- ๅ / _ ภ ถ ุ ึ ค ต จ ข ช ๆ ไ ำ พ ะ ั ี ร น ย บ ล ฟ ห ก ด เ ้ ่ า ส ว ง ฃ .. ผ ป แ อ ิ ื ท ม ใ ฝ',
    '% + ๑ ๒ ๓ ๔ ู ฿ ๕ ๖ ๗ ๘ ๙ ๐ " ฎ ฑ ธ ํ ๊ ณ ฯ ญ ฐ , ฤ ฆ ฏ โ ฌ ็ ๋ ษ ศ ซ . ฅ .. ( ) ฉ ฮ ฺ ์ ? ฒ ฬ ฦ',
  ),
} as const satisfies Readonly<Record<string, Layout>>;
export type LayoutName = keyof typeof layouts;

export const systems = ['linux', 'windows', 'macos'] as const;
export type System = (typeof systems)[number];
export type Held = 'shift' | 'third' | 'ctrl' | 'alt';

/** The event that Chromium sends for a key of a layout on a system; null where the key writes nothing. */
export function pressOf(
  name: LayoutName,
  system: System,
  code: string,
  held: readonly Held[] = [],
): KeyPress | null {
  const is = (one: Held) => held.includes(one);
  const { plain, shift, third }: Layout = layouts[name];
  const isOption = system === 'macos' && (is('third') || is('alt'));
  const key = is('third') ? third[code] : is('shift') ? shift[code] : plain[code];
  if (key === undefined) return null;
  // Windows makes AltGr of Ctrl and Alt; Chromium takes both off again where a sign was written.
  const isAltGraph = is('third') && system !== 'macos';
  return {
    key,
    code,
    ctrlKey: is('ctrl'),
    altKey: is('alt') || isOption,
    shiftKey: is('shift'),
    metaKey: false,
    isComposing: false,
    getModifierState: (modifier) => modifier === 'AltGraph' && isAltGraph,
  };
}

export const allCodes: readonly string[] = codes;

/** Every key that writes something on a layout, in every level of it. */
export function allPresses(name: LayoutName, system: System): readonly KeyPress[] {
  const levels: readonly (readonly Held[])[] = [[], ['shift'], ['third']];
  return levels.flatMap((held) =>
    codes.flatMap((code) => {
      const press = pressOf(name, system, code, held);
      return press ? [press] : [];
    }),
  );
}

const moving = 'Insert End ArrowDown PageDown ArrowLeft Clear ArrowRight Home ArrowUp PageUp';

/** The number pad's digits: with Num Lock on they write, with it off they move. macOS knows only the first. */
export function padPress(digit: number, isNumLock: boolean, isShift = false): KeyPress {
  return {
    key: isNumLock ? String(digit) : (moving.split(' ')[digit] ?? ''),
    code: `Numpad${digit}`,
    ctrlKey: false,
    altKey: false,
    shiftKey: isShift,
    metaKey: false,
    getModifierState: (modifier) => modifier === 'NumLock' && isNumLock,
  };
}
