/** What static/ uses of socket.io-client 4; checked by `make javascript`, read by no browser. */
export interface Socket {
  connected: boolean;
  io: { engine: { close(): void } };
  connect(): void;
  disconnect(): void;
  on(event: string, handler: (data: any) => void): void;
  emit(event: string, payload: object, answered: (answer: any) => void): void;
}
export function io(options: object): Socket;
