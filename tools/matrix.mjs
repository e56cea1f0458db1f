// `npm run test:matrix`: every file of the matrix, stepped and played; `npm test` looks at a sample of them.
process.env.SECOND_LOOK_MATRIX = 'whole';
process.argv.push('test/app/player/matrix.spec.ts');
await import('./test.mjs');
