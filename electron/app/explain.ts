export { explain } from '../explain/explain.ts'
