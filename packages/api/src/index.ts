export * from './client.ts';
export * from './replies.ts';
export * from './requests.ts';
export * from './routes.ts';
