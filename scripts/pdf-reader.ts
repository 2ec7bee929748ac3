import { installFromDebian } from './debian.ts';
import { tool } from './steps.ts';

/** Provides poppler, with which the tests read documents back as a person would; says why where it cannot. */
export const providePdfReader = async (): Promise<string | undefined> => {
  if (await present()) return undefined;
  const problem = await installFromDebian('poppler-utils', ['poppler-utils']);
  if (await present()) return undefined;
  return `没有 pdftotext（poppler），读回 PDF 的测试跳过：${problem ?? '安装后仍找不到程序'}`;
};

const present = async (): Promise<boolean> => (await tool('pdftotext', ['-v'])).ok;
