# theme/serving/nginx.conf 变成容器里的：不带证书，听 8080，前面另有一层管 https；响应头一条不改。
/^server \{$/{
  N
  /listen 80;/{
    :more
    N
    /\n\}$/!b more
    d
  }
}
s/listen 443 ssl http2;/listen 8080;/
s/listen \[::\]:443 ssl http2;/listen [::]:8080;/
s#root /var/www/529;#root /srv/529/site;#
s/server_name 529\.example\.org;/server_name _;/
/^    ssl_certificate/d
