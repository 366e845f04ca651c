from pathlib import Path
import django.core.validators
import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ('people', '0001_initial'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL((SQL / "ledger.sql").read_text(encoding="utf-8"), "DROP SCHEMA ledger CASCADE"),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('code', models.TextField(unique=True)),
                ('book', models.TextField()),
                ('tree', models.TextField()),
                ('kind', models.TextField()),
                ('floor', models.BigIntegerField(null=True)),
                ('opened_on', models.DateField()),
            ],
            options={
                'db_table': 'ledger"."account',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='DayNet',
            fields=[
                ('pk', models.CompositePrimaryKey('account_id', 'date', blank=True, editable=False, primary_key=True, serialize=False)),
                ('date', models.DateField()),
                ('net', models.BigIntegerField()),
            ],
            options={
                'db_table': 'ledger"."day_net',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('n', models.SmallIntegerField()),
                ('book', models.TextField()),
                ('date', models.DateField()),
                ('period', models.DateField()),
                ('kind', models.TextField()),
                ('basis', models.TextField()),
                ('reference', models.TextField(unique=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'ledger"."entry',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('amount', models.BigIntegerField()),
                ('date', models.DateField()),
                ('basis', models.TextField()),
                ('reference', models.TextField(unique=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'ledger"."hold',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='HoldResolution',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('n', models.SmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('remaining', models.BigIntegerField()),
                ('date', models.DateField()),
                ('basis', models.TextField()),
                ('reference', models.TextField(unique=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'ledger"."hold_resolution',
                'ordering': [models.F('hold_id'), models.F('n')],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('pk', models.CompositePrimaryKey('book', 'n', blank=True, editable=False, primary_key=True, serialize=False)),
                ('book', models.TextField()),
                ('n', models.IntegerField()),
                ('ends_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'ledger"."period',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('pk', models.CompositePrimaryKey('entry_id', 'idx', blank=True, editable=False, primary_key=True, serialize=False)),
                ('idx', models.SmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('aseq', models.BigIntegerField()),
                ('balance_after', models.BigIntegerField()),
            ],
            options={
                'db_table': 'ledger"."posting',
                'ordering': ['entry_id', 'idx'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Balance',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='balance', serialize=False, to='funds.account')),
                ('aseq', models.BigIntegerField()),
                ('balance', models.BigIntegerField()),
                ('held', models.BigIntegerField()),
                ('floor', models.BigIntegerField(null=True)),
            ],
            options={
                'db_table': 'ledger"."balance',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9][A-Z0-9-]*$', 'Use capital letters and digits.')])),
                ('name_th', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('opened_on', models.DateField()),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fund', to='people.organisation')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funds', to='places.province')),
            ],
            options={
                'verbose_name': 'fund',
            },
        ),
        migrations.CreateModel(
            name='MoneySource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^[A-Z0-9][A-Z0-9-]*$', 'Use capital letters and digits.')])),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('seed_capital', 'Seed capital'), ('subsidy', 'Subsidy'), ('donation', 'Donation'), ('matching_contribution', 'Matching contribution'), ('interest', 'Interest'), ('other', 'Other')], max_length=24)),
                ('restricted_purpose', models.CharField(blank=True, max_length=300)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='funds.fund')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Voucher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('state', django_fsm.FSMField(choices=[('drafted', 'Waits for approval'), ('approved', 'Waits for payment'), ('paid', 'Paid'), ('received', 'Received'), ('rejected', 'Rejected'), ('reversed', 'Reversed')], default='drafted', editable=False, max_length=30, protected=True)),
                ('key', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('payment', 'Payment voucher'), ('receipt', 'Receipt voucher')], max_length=8)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('amount', models.BigIntegerField()),
                ('expense', models.CharField(blank=True, choices=[('50100', 'Support of service units'), ('50200', 'Support of organisations and groups of people'), ('50300', 'Support of care centres'), ('50400', 'Running the fund'), ('50500', 'Disasters and emergencies')], max_length=5)),
                ('income', models.CharField(blank=True, choices=[('40100', 'National Health Security Office'), ('40200', 'Local government'), ('40300', 'Interest'), ('40400', 'Other income'), ('40500', 'Money returned')], max_length=5)),
                ('payee', models.CharField(max_length=200)),
                ('basis', models.CharField(max_length=100)),
                ('memo', models.CharField(blank=True, max_length=300)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('evidence', models.CharField(blank=True, choices=[('receipt', 'Receipt with its five items'), ('payee_receipt', "Payee's receipt form"), ('certificate', 'Certificate in place of a receipt (บก.111)')], max_length=13)),
                ('evidence_reference', models.CharField(blank=True, max_length=120)),
                ('hold_id', models.UUIDField(null=True)),
                ('entry_id', models.UUIDField(null=True, unique=True)),
                ('reversal_id', models.UUIDField(null=True, unique=True)),
                ('made_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('paid_at', models.DateTimeField(null=True)),
                ('rejected_at', models.DateTimeField(null=True)),
                ('reversed_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vouchers_approved', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vouchers', to='funds.fund')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vouchers_made', to=settings.AUTH_USER_MODEL)),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vouchers_paid', to=settings.AUTH_USER_MODEL)),
                ('rejected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vouchers_rejected', to=settings.AUTH_USER_MODEL)),
                ('reversed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vouchers_reversed', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vouchers', to='funds.moneysource')),
            ],
            options={
                'verbose_name': 'voucher',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='moneysource',
            constraint=models.UniqueConstraint(fields=('fund', 'code'), name='source_code_is_unique_in_its_fund'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.UniqueConstraint(fields=('fund', 'kind', 'year', 'number'), name='voucher_number_is_unique_in_its_series'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='voucher_amount_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='voucher_has_a_basis'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('income', ''), ('kind', 'payment'), models.Q(('expense', ''), _negated=True)), models.Q(('expense', ''), ('kind', 'receipt'), models.Q(('income', ''), _negated=True)), _connector='OR'), name='voucher_names_its_expense_or_its_income'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['paid', 'received', 'reversed']), _negated=True), ('entry_id__isnull', False), _connector='OR'), name='voucher_that_moved_money_names_its_entry'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), models.Q(models.Q(('evidence', ''), _negated=True), models.Q(('evidence_reference', ''), _negated=True)), _connector='OR'), name='voucher_paid_has_evidence'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='voucher_approved_at_goes_with_approved_by'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', True), ('paid_by__isnull', True)), models.Q(('paid_at__isnull', False), ('paid_by__isnull', False)), _connector='OR'), name='voucher_paid_at_goes_with_paid_by'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rejected_at__isnull', True), ('rejected_by__isnull', True)), models.Q(('rejected_at__isnull', False), ('rejected_by__isnull', False)), _connector='OR'), name='voucher_rejected_at_goes_with_rejected_by'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reversed_at__isnull', True), ('reversed_by__isnull', True)), models.Q(('reversed_at__isnull', False), ('reversed_by__isnull', False)), _connector='OR'), name='voucher_reversed_at_goes_with_reversed_by'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(('made_by__isnull', True), ('approved_by__isnull', True), models.Q(('made_by', models.F('approved_by')), _negated=True), _connector='OR'), name='voucher_made_and_approved_by_different_persons'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(('made_by__isnull', True), ('paid_by__isnull', True), models.Q(('made_by', models.F('paid_by')), _negated=True), _connector='OR'), name='voucher_made_and_paid_by_different_persons'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('paid_by__isnull', True), models.Q(('approved_by', models.F('paid_by')), _negated=True), _connector='OR'), name='voucher_approved_and_paid_by_different_persons'),
        ),
    ]
