import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { createEvent } from '../event.ts'
import { guardClass } from '../not-covered.ts'
import { openWindows } from '../window/open-windows.ts'
import { menuRole } from './menu-roles.ts'

type Template = readonly (Electron.MenuItemConstructorOptions | MenuItem)[]

let lastCommandId = 0

/** A menu's item; a spec clicks it as a person would. */
export class MenuItem implements Pick<
  Electron.MenuItem,
  | 'id'
  | 'label'
  | 'sublabel'
  | 'toolTip'
  | 'accelerator'
  | 'enabled'
  | 'visible'
  | 'checked'
  | 'type'
  | 'click'
  | 'commandId'
  | 'registerAccelerator'
> {
  id: string
  label: string
  sublabel: string
  toolTip: string
  accelerator: string | null
  role: Electron.MenuItemConstructorOptions['role']
  type: Electron.MenuItem['type']
  enabled: boolean
  visible: boolean
  registerAccelerator: boolean
  submenu: Menu | undefined
  icon: Electron.MenuItemConstructorOptions['icon']
  menu: Menu | undefined
  readonly commandId: number
  #checked: boolean
  readonly #click: Electron.MenuItemConstructorOptions['click']

  constructor(options: Electron.MenuItemConstructorOptions) {
    lastCommandId += 1
    this.commandId = lastCommandId
    this.id = options.id ?? ''
    this.role = options.role
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal')
    this.label = options.label ?? (options.role === undefined ? '' : menuRole(options.role).label)
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.accelerator = options.accelerator ?? null
    this.icon = options.icon
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.registerAccelerator = options.registerAccelerator ?? true
    this.#checked = options.checked ?? false
    this.#click = options.click
    this.submenu = submenuOf(options.submenu)
    if (this.type === 'submenu' && !this.submenu) throw new TypeError('Invalid submenu')
  }

  get checked(): boolean {
    return this.#checked
  }

  set checked(checked: boolean) {
    // Of a group of radio items, checking one unchecks the others.
    if (this.type === 'radio' && checked)
      for (const other of this.menu?.radioGroup(this) ?? []) other.#checked = false
    this.#checked = checked
  }

  readonly click = (event?: object, window: unknown = openWindows.focused ?? undefined): void => {
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') this.checked = true
    if (this.role !== undefined) menuRole(this.role).run(openWindows.focused)
    else
      this.#click?.(
        this as unknown as Electron.MenuItem,
        window as Electron.BaseWindow | undefined,
        event ?? createEvent({}),
      )
  }
}

/** A menu: there is no desktop to show it. */
export class Menu extends EventEmitter implements Pick<Electron.Menu, 'popup' | 'closePopup'> {
  static #application: Menu | null = null
  items: MenuItem[] = []

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }

  static buildFromTemplate(template: Template): Menu {
    const given: unknown = template
    if (!Array.isArray(given))
      throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new Menu()
    for (const entry of template) {
      if (!isMenuItem(entry) && !entry.role && !entry.label && !entry.submenu && entry.type !== 'separator')
        throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
      menu.append(isMenuItem(entry) ? entry : new MenuItem(entry))
    }
    return menu
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item)
  }

  insert(position: number, item: MenuItem): void {
    item.menu = this
    this.items.splice(position, 0, item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(options: Electron.PopupOptions = {}): void {
    this.emit('menu-will-show', createEvent({}))
    options.callback?.()
  }

  closePopup(): void {
    this.emit('menu-will-close', createEvent({}))
  }

  /** The radio items around one, up to the next separator. */
  radioGroup(item: MenuItem): MenuItem[] {
    const at = this.items.indexOf(item)
    const isBorder = ({ type }: MenuItem): boolean => type === 'separator'
    const from = this.items.slice(0, at).findLastIndex(isBorder) + 1
    const to = this.items.findIndex((candidate, index) => index > at && isBorder(candidate))
    return this.items.slice(from, to < 0 ? undefined : to).filter(({ type }) => type === 'radio')
  }
}

// A template's entry may be either; TypeScript's `instanceof` would narrow the plain one away.
function isMenuItem(entry: Template[number]): entry is MenuItem {
  return entry instanceof MenuItem
}

function submenuOf(submenu: Electron.MenuItemConstructorOptions['submenu']): Menu | undefined {
  if (submenu === undefined) return undefined
  return Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as unknown as Menu)
}

guardClass('MenuItem', MenuItem)
guardClass('Menu', Menu)
