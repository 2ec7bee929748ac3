/** What a door refuses for reasons other than law: closed list, one HTTP status and one Chinese sentence each. */
const table = {
  'bad-request': [400, '提交的内容不合格式。'],
  'not-signed-in': [401, '请先登录。'],
  'wrong-password': [401, '用户名或者密码不对。'],
  'locked-out': [423, '连续输错密码，已暂时锁定。15 分钟后再试。'],
  'password-change-needed': [403, '首次登录须先修改密码。'],
  forbidden: [403, '您的岗位不能办理此事。'],
  'not-found': [404, '没有找到。可能已移走，或者您无权查看。'],
  'version-conflict': [409, '别人刚刚办理过本件。已为您载入最新情况，未覆盖您的草稿。'],
  'command-repeated': [409, '同一编号的提交内容不同。刷新后再办。'],
  'too-large': [413, '文件太大。'],
  'unsupported-media': [415, '不支持这种文件。'],
  'bad-origin': [403, '提交来自别的网站，已拒绝。'],
  'digest-mismatch': [422, '收到的文件与您选的文件不一致，可能在传输中损坏。重新上传。'],
  'pack-faulty': [422, '规定没有通过检查，未读入。逐项改好后再读。'],
  'calendar-faulty': [422, '放假安排没有通过检查，未导入。逐项改好后再读。'],
  'set-up-done': [410, '初始设置已经完成。'],
  'too-many': [429, '操作太频繁，稍后再试。'],
  'disk-full': [507, '存储空间已满，未保存。通知系统管理员。'],
} as const;
export type RequestErrorCode = keyof typeof table;

/** A refusal by the server itself (not by law). */
export class RequestError extends Error {
  readonly code: RequestErrorCode;
  readonly status: number;
  readonly fields: readonly { key: string; message: string }[] | undefined;
  constructor(
    code: RequestErrorCode,
    sentence?: string,
    fields?: readonly { key: string; message: string }[],
  ) {
    super(sentence ?? table[code][1]);
    this.name = 'RequestError';
    this.code = code;
    this.status = table[code][0];
    this.fields = fields;
  }
}
