export * from './approvals.ts';
export * from './audit.ts';
export * from './client.ts';
export * from './law-replies.ts';
export * from './people-requests.ts';
export * from './replies.ts';
export * from './requests.ts';
export * from './routes.ts';
