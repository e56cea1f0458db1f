import Fastify from 'fastify';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { takePackedBodies } from '../../../../backend/routes/packed-bodies.ts';

/** What the server answers to raw bytes, up to the end of the connection. */
function answerTo(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(request));
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

test.each([
  ['a body that nobody reads', 'POST', '/refused', 'x'],
  ['an empty body', 'POST', '/refused', ''],
  ['an empty body where one is read', 'POST', '/read', ''],
  ['half a body where one is read', 'POST', '/read', '\x1f\x8b\x08'],
  ['a question', 'GET', '/refused', ''],
  ['a place that is not there', 'POST', '/nowhere', 'x'],
])(
  '%s that only calls itself packed is refused, and ends nothing',
  async (_what, method, path, body) => {
    const app = Fastify();
    takePackedBodies(app);
    app.addHook('preParsing', async (request, reply, payload) => {
      if (request.url === '/refused') return reply.code(401).send({}) as never;
      return payload;
    });
    app.post('/refused', () => ({}));
    app.get('/refused', () => ({}));
    app.post('/read', () => ({}));
    onTestFinished(() => app.close());
    const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
    const head = `${method} ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`;
    expect(await answerTo(port, head + body)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    // An error that nobody takes would come in a later turn, and end the process.
    const plain = 'GET /refused HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n';
    expect(await answerTo(port, plain)).toMatch(/^HTTP\/1\.1 401 /);
  },
);
