import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { DocumentError } from '../document-error.ts';
import type { TypesetJob, TypesetReply } from './messages.ts';

/** Bounds of the typesetting process; the defaults suit one office server. */
export interface TypesetterOptions {
  /** Documents after which the process is replaced, since its memory grows with each. */
  readonly documentsPerProcess?: number;
  /** Resident bytes after which the process is replaced. */
  readonly memoryLimit?: number;
  /** Milliseconds one document may take. */
  readonly timeLimit?: number;
  /** Milliseconds without a document after which the process ends: a hundred megabytes, and half a second to have again. */
  readonly restLimit?: number;
  /** Documents that may wait. */
  readonly queueLimit?: number;
  /** Folders with a bureau's further fonts, for characters the delivered fonts lack. */
  readonly extraFonts?: readonly string[];
}

interface Waiting {
  readonly job: TypesetJob;
  readonly resolve: (reply: TypesetReply) => void;
  readonly reject: (error: DocumentError) => void;
  /** A document is tried again once after its process died, since the cause is often outside it. */
  retried: boolean;
}

const worker = join(import.meta.dirname, 'typst-worker.ts');

/** One child process that sets documents in turn, is replaced when it is old, heavy, late or dead, and ends when nobody needs it. */
export class Typesetter {
  readonly #options: Required<TypesetterOptions>;
  readonly #queue: Waiting[] = [];
  #child: ChildProcess | null = null;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | undefined;
  #resting: NodeJS.Timeout | undefined;
  #made = 0;
  #nextId = 1;
  #closed = false;

  constructor(options: TypesetterOptions = {}) {
    this.#options = {
      documentsPerProcess: 1_500,
      memoryLimit: 700 * 1024 * 1024,
      timeLimit: 20_000,
      restLimit: 5_000,
      queueLimit: 2_000,
      extraFonts: [],
      ...options,
    };
  }

  /** Sets one document; rejects with a DocumentError when the queue is full, time runs out or the process dies. */
  typeset(job: Omit<TypesetJob, 'id'>): Promise<TypesetReply> {
    if (this.#closed) return Promise.reject(broken('文书排版已停止'));
    if (this.#queue.length >= this.#options.queueLimit) {
      return Promise.reject(new DocumentError('document-queue-full', '等待生成的文书过多，请稍后再试'));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ job: { ...job, id: this.#nextId++ }, resolve, reject, retried: false });
      this.#advance();
    });
  }

  /** The process id of the running child, if any. */
  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends the process; whatever waits is refused. */
  close(): void {
    this.#closed = true;
    this.#dismiss();
    const waiting = [...(this.#current ? [this.#current] : []), ...this.#queue.splice(0)];
    this.#current = null;
    for (const one of waiting) one.reject(broken('文书排版已停止'));
  }

  #advance(): void {
    if (this.#current !== null || this.#closed) return;
    const next = this.#queue.shift();
    clearTimeout(this.#resting);
    if (next === undefined) {
      rest(this.#child);
      this.#resting = setTimeout(() => this.#dismiss(), this.#options.restLimit).unref();
      return;
    }
    this.#current = next;
    this.#child ??= this.#start();
    wake(this.#child);
    this.#timer = setTimeout(() => this.#giveUp(), this.#options.timeLimit);
    this.#child.send(next.job, (error) => error && this.#lose(next, error));
  }

  #start(): ChildProcess {
    const child = fork(worker, [...this.#options.extraFonts], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#made = 0;
    child.on('message', (reply: TypesetReply) => this.#finish(child, reply));
    child.on('exit', (code, signal) => {
      if (child !== this.#child) return;
      this.#child = null;
      if (this.#current) this.#lose(this.#current, `exit ${code ?? signal}`);
    });
    child.on('error', (error) => child === this.#child && this.#current && this.#lose(this.#current, error));
    return child;
  }

  #finish(child: ChildProcess, reply: TypesetReply): void {
    const current = this.#current;
    if (child !== this.#child || current === null || reply.id !== current.job.id) return;
    this.#made += 1;
    const worn = this.#made >= this.#options.documentsPerProcess || reply.memory > this.#options.memoryLimit;
    if (worn) this.#dismiss();
    this.#settle();
    current.resolve(reply);
  }

  #giveUp(): void {
    const current = this.#current;
    this.#dismiss();
    this.#settle();
    const seconds = Math.round(this.#options.timeLimit / 1_000);
    current?.reject(
      new DocumentError('document-timeout', `文书生成超过 ${seconds} 秒，已停止；请检查内容是否过长`),
    );
  }

  #lose(waiting: Waiting, cause: unknown): void {
    if (this.#current !== waiting) return;
    this.#dismiss();
    this.#settle();
    if (waiting.retried || this.#closed) {
      waiting.reject(broken('文书排版意外中断，请重试', cause));
      return;
    }
    waiting.retried = true;
    this.#queue.unshift(waiting);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#current = null;
    queueMicrotask(() => this.#advance());
  }

  #dismiss(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#resting);
    const child = this.#child;
    this.#child = null;
    child?.kill('SIGKILL');
  }
}

function broken(message: string, cause?: unknown): DocumentError {
  return new DocumentError('document-typesetter-failed', message, [], cause);
}

function rest(child: ChildProcess | null): void {
  child?.unref();
  child?.channel?.unref();
}

function wake(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}
