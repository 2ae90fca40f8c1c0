/** Where the files are on the web server, in both snippets. */
export const webFolder = '/var/www/mail-settings'

const autodiscoverPath = '/autodiscover/autodiscover.xml'

function certificate(names: readonly string[]): string {
  return `/etc/letsencrypt/live/${names[0] ?? ''}`
}

/** Outlook asks by POST, and writes the path in capitals, too; nginx by itself answers a POST for a file with 405. */
export function nginxSite(names: readonly string[]): string {
  return `server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${names.join(' ')};
    ssl_certificate ${certificate(names)}/fullchain.pem;
    ssl_certificate_key ${certificate(names)}/privkey.pem;
    root ${webFolder};

    location = /mail/config-v1.1.xml {
        types { }
        default_type text/xml;
    }
    location ~* ^/autodiscover/autodiscover\\.xml$ {
        types { }
        default_type text/xml;
        error_page 405 =200 ${autodiscoverPath};
        try_files ${autodiscoverPath} =404;
    }
    location = /.well-known/user-agent-configuration.json {
        types { }
        default_type application/json;
    }
    location / {
        return 404;
    }
}
`
}

export function apacheSite(names: readonly string[]): string {
  const [name = '', ...others] = names
  return `<VirtualHost *:443>
    ServerName ${name}
    ServerAlias ${others.join(' ')}
    SSLEngine on
    SSLCertificateFile ${certificate(names)}/fullchain.pem
    SSLCertificateKeyFile ${certificate(names)}/privkey.pem
    DocumentRoot ${webFolder}
    AliasMatch "(?i)^/autodiscover/autodiscover\\.xml$" "${webFolder}${autodiscoverPath}"
    <Directory ${webFolder}>
        Options None
        AllowOverride None
        Require all granted
    </Directory>
    <Files "*.xml">
        ForceType text/xml
    </Files>
    <Files "*.json">
        ForceType application/json
    </Files>
</VirtualHost>
`
}
