/** A stored file as a command names it. */
export interface Attachment {
  readonly evidenceId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

/** Only the keys of an attachment, without what the upload told besides. */
export function attachmentOf(reply: Attachment): Attachment {
  const { evidenceId, fileName, mediaType, size, sha256, sm3 } = reply;
  return { evidenceId, fileName, mediaType, size, sha256, sm3 };
}
