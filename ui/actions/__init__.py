"""Every command as data; menus, the toolbar and the list of shortcuts are views of one table."""
