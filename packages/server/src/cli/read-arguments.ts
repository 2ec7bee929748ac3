import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './command.ts';

/** Reads a verb's arguments strictly; an unknown or incomplete option is a UsageError in Chinese. */
export function readArguments<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs({ ...config, strict: true });
  } catch (error) {
    throw new UsageError(sentenceOf(error));
  }
}

function sentenceOf(error: unknown): string {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const named = /'([^']+)'/.exec(message)?.[1]?.split(' ')[0] ?? '';
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `不认识选项“${named}”。`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `多了参数“${named}”。`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return `选项“${named}”的写法不对。`;
    default:
      throw error;
  }
}
