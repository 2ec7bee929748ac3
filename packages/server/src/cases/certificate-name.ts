/** What the certificate of a matter is called: the certificate that the matter's own name speaks of, else the law's general word. */
export function certificateName(matter: string): string {
  const named = /^.*?(许可证|执照|资质证书|资格证书|合格证|证书|批准书)/.exec(matter.replace(/[《》]/g, ''));
  return named?.[0] ?? '行政许可证件';
}
