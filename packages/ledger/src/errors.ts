/** Everything that can fail to hold, each code with the Chinese sentence an official reads. */
export const verificationSentences = {
  'json-malformed': (part) => `${part || '内容'}不是有效的 JSON`,
  'json-not-canonical': (part) => `${part || '内容'}不是规范 JSON（可能被改动或重新保存过）`,
  'json-not-representable': (part) => `${part || '内容'}含有无法规范表示的值`,
  'disclosure-malformed': (part) => `${part || '披露内容'}无法读取`,
  'disclosure-unknown': (field) => `披露的字段“${field}”不在存证之中`,
  'disclosure-mismatch': (field) => `字段“${field}”与存证不一致`,
  'disclosure-order': () => '披露内容重复或未按字段名排列',
  'fact-malformed': (part) => `事实内容不符合格式：${part}`,
  'entry-mismatch': () => '按事实内容重新计算的存证值与链上条目不同，事实内容已被改动或不属于该条目',
  'hash-malformed': () => '哈希值长度不是 32 字节',
  'tree-range': (part) => `树的位置或大小不合理${part ? `：${part}` : ''}`,
  'proof-length': () => '证明路径的长度与树的大小不符',
  'proof-root-mismatch': () => '按证明路径算出的树根与检查点的树根不同',
  'proof-malformed': (part) => `证明文本不符合格式${part ? `：${part}` : ''}`,
  'tile-malformed': (part) => `树块不符合格式${part ? `：${part}` : ''}`,
  'log-file-missing': (path) => `日志文件“${path}”缺失`,
  'log-file-wrong': (path) => `日志文件“${path}”的内容与日志的其他部分不符`,
  'log-root-mismatch': () => '由全部条目重新计算的树根与检查点的树根不同',
  'key-malformed': () => '公钥或私钥文本不符合格式',
  'key-unexpected': (part) => `随文件提供的公钥不是指定的公钥${part ? `：${part}` : ''}`,
  'note-malformed': (part) => `签名文本不符合格式${part ? `：${part}` : ''}`,
  'note-unverified': () => '没有一个签名出自已知的公钥',
  'note-bad-signature': (name) => `“${name}”的签名不成立`,
  'note-extra-signature': () => '检查点含有不能用随附公钥核验的签名行',
  'policy-malformed': (part) => `见证约定不符合格式：${part}`,
  'witness-missing': (name) => `检查点没有见证方“${name}”的联署`,
  'witness-malformed': (part) => `所附见证方公钥不符合要求：${part}`,
  'fork-unproven': (part) => `两个检查点并不构成矛盾：${part}`,
  'checkpoint-malformed': (part) => `检查点不符合格式${part ? `：${part}` : ''}`,
  'checkpoint-origin': (name) => `检查点的来源与签名者“${name}”不同`,
  'zip-malformed': (part) => `压缩包不完整或者不符合格式：${part}`,
  'file-malformed': (part) => `文件不符合证明文件的格式：${part}`,
} satisfies Record<string, (subject: string) => string>;

/** The closed set of reasons for which a verification fails. */
export type VerificationCode = keyof typeof verificationSentences;

/** Thrown whenever bytes that should prove something do not; `message` is the Chinese sentence. */
export class VerificationError extends Error {
  readonly code: VerificationCode;
  readonly subject: string;

  constructor(code: VerificationCode, subject = '') {
    super(verificationSentences[code](printable(subject)));
    this.name = 'VerificationError';
    this.code = code;
    this.subject = subject;
  }
}

/** Makes text from an untrusted file safe to show: no control or direction characters, at most `most` characters. */
export function printable(text: string, most = 60): string {
  const shown = [
    ...text
      .slice(0, 2 * most + 2)
      .toWellFormed()
      .replace(/\p{C}/gu, '\uFFFD'),
  ];
  return shown.length > most ? `${shown.slice(0, most).join('')}…` : shown.join('');
}
