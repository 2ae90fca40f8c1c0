import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const scaleFactors = [1, 1.25, 1.33, 1.4, 1.5, 1.8, 2, 2.5, 3, 4, 5]

/** PNG images, one representation for each scale factor; they are never decoded. */
export class NativeImage implements Pick<
  Electron.NativeImage,
  | 'isEmpty'
  | 'getSize'
  | 'getAspectRatio'
  | 'getScaleFactors'
  | 'toPNG'
  | 'toDataURL'
  | 'addRepresentation'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'isMacTemplateImage'
> {
  isMacTemplateImage = false
  readonly #representations = new Map<number, Buffer>()

  static createEmpty(): NativeImage {
    return new NativeImage()
  }

  /** Of `icon.png`, `icon@2x.png` beside it is taken in as well, as Electron does. */
  static createFromPath(file: string): NativeImage {
    const image = new NativeImage()
    const { dir, name, ext } = path.parse(file)
    const ownScale = /@([\d.]+)x$/.exec(name)?.[1]
    if (ownScale !== undefined) image.#addFile(Number(ownScale), file)
    else
      for (const scale of scaleFactors)
        image.#addFile(scale, scale === 1 ? file : path.join(dir, `${name}@${scale}x${ext}`))
    image.isMacTemplateImage = process.platform === 'darwin' && /Template(@[\d.]+x)?$/.test(name)
    return image
  }

  static createFromBuffer(buffer: Buffer, options: Electron.CreateFromBufferOptions = {}): NativeImage {
    const image = new NativeImage()
    image.#add(options.scaleFactor ?? 1, buffer)
    return image
  }

  static createFromDataURL(dataURL: string): NativeImage {
    return NativeImage.createFromBuffer(fromDataURL(dataURL))
  }

  isEmpty(): boolean {
    return this.#representations.size === 0
  }

  getSize(scaleFactor?: number): Electron.Size {
    const [scale, png] = this.#closest(scaleFactor ?? 1)
    if (!png) return { width: 0, height: 0 }
    // Sizes are told in pixels of the screen's own scale.
    const ratio = (scaleFactor ?? 1) / scale
    return {
      width: Math.round(png.readUInt32BE(16) * ratio),
      height: Math.round(png.readUInt32BE(20) * ratio),
    }
  }

  getAspectRatio(scaleFactor?: number): number {
    const { width, height } = this.getSize(scaleFactor)
    return height === 0 ? 1 : width / height
  }

  getScaleFactors(): number[] {
    return [...this.#representations.keys()].sort((one, other) => one - other)
  }

  toPNG(options: Electron.ToPNGOptions = {}): Buffer {
    return this.#closest(options.scaleFactor ?? 1)[1] ?? Buffer.alloc(0)
  }

  toDataURL(options: Electron.ToDataURLOptions = {}): string {
    return `data:image/png;base64,${this.toPNG(options).toString('base64')}`
  }

  addRepresentation(options: Electron.AddRepresentationOptions): void {
    const png = options.buffer ?? (options.dataURL === undefined ? undefined : fromDataURL(options.dataURL))
    if (png) this.#add(options.scaleFactor ?? 1, png)
  }

  setTemplateImage(option: boolean): void {
    this.isMacTemplateImage = option
  }

  isTemplateImage(): boolean {
    return this.isMacTemplateImage
  }

  #addFile(scale: number, file: string): void {
    if (existsSync(file)) this.#add(scale, readFileSync(file))
  }

  #add(scale: number, bytes: Buffer): void {
    const isPng = bytes.length > 24 && bytes.subarray(0, 8).equals(signature)
    const isJpeg = bytes.length > 2 && bytes.readUInt16BE(0) === 0xffd8
    if (isJpeg) throw new Error('NativeImage: JPEG is not in the stand-in')
    // What Electron cannot decode gives an empty image.
    if (isPng) this.#representations.set(scale, bytes)
  }

  #closest(scaleFactor: number): [number, Buffer | undefined] {
    const scales = this.getScaleFactors()
    const scale = scales.find((candidate) => candidate >= scaleFactor) ?? scales.at(-1) ?? 1
    return [scale, this.#representations.get(scale)]
  }
}

function fromDataURL(dataURL: string): Buffer {
  return Buffer.from(dataURL.slice(dataURL.indexOf(',') + 1), 'base64')
}

guardClass('NativeImage', NativeImage)
