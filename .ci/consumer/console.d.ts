// Without DOM and Node there is no console.
declare const console: { log(...values: unknown[]): void }
