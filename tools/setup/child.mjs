import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

const tailLines = 20;
const lowest = constants.priority.PRIORITY_LOW;

/** Children that still run: nothing outlives this process. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGTERM')));

function track(child) {
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** The last lines of an output, for a message. */
export function lastLines(text, count = tailLines) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * Runs a program to its end and gathers what it prints. Never rejects: a program that cannot be
 * started has the code 127, one that took longer than `timeoutMs` the code 124.
 */
export function capture(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = track(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options }));
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : (code ?? (signal ? 1 : 0)), output });
    });
  });
}

/**
 * Runs a program and gathers what it prints on stdout. `write` gets all of it as it comes, by default this terminal.
 * With `isPatient` it takes only processor time that is otherwise idle.
 */
export function tee(command, args, { write, isPatient = false, ...options } = {}) {
  return new Promise((resolve) => {
    let output = '';
    const stdio = ['ignore', 'pipe', write ? 'pipe' : 'inherit'];
    const child = track(spawn(command, args, { ...options, stdio }));
    if (isPatient && child.pid !== undefined) setPriority(child.pid, lowest);
    const print = write ?? ((chunk) => process.stdout.write(chunk));
    child.stdout.on('data', (chunk) => {
      output += chunk;
      print(chunk);
    });
    child.stderr?.on('data', print);
    child.on('error', () => resolve({ code: 127, output }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a program on this terminal and gives its exit code (127: cannot be started). */
export function passThrough(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = track(spawn(command, args, { stdio: 'inherit', ...options }));
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
